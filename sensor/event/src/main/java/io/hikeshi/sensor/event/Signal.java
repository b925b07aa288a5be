package io.hikeshi.sensor.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signal that ended a process.
 *
 * @param number as the kernel numbers it, 1..64
 * @param name {@code SIGSEGV}
 * @param code why it was sent, {@code si_code} by its name in {@code siginfo.h} such as {@code SEGV_MAPERR}; null if not seen
 * @param faultAddress {@code si_addr} of a fault that the kernel raised; null for a signal that was sent
 */
public record Signal(
        int number,
        String name,
        @Nullable String code,
        @Nullable Long faultAddress) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_+-]{1,32}");

    public Signal {
        if (number < 1 || number > 64) throw new IllegalArgumentException("signal not in 1..64: " + number);
        requireWord("name", name);
        if (code != null) requireWord("code", code);
    }

    /** {@code SIGSEGV, SEGV_MAPERR at 0x10}. */
    public String describe() {
        var text = new StringBuilder(name);
        if (code != null) text.append(", ").append(code);
        if (faultAddress != null) text.append(" at 0x").append(Long.toHexString(faultAddress));
        return text.toString();
    }

    private static void requireWord(String what, String word) {
        if (WORD.matcher(word).matches()) return;
        throw new IllegalArgumentException("signal " + what + " is not 1..32 of [A-Za-z0-9_+-]: " + Text.quoted(word));
    }
}
