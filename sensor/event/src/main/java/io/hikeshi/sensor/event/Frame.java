package io.hikeshi.sensor.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a user stack, innermost first.
 *
 * @param buildId hex of the module's GNU build id; null where the kernel could not read one
 * @param offset offset in the module's file if there is a build id, else the instruction's address
 * @param module path or soname of the module, cut at 160 characters; null if not known
 * @param function name, cut at 160 characters, of the function that holds the offset; null if no symbol table could be reached
 */
public record Frame(
        @Nullable String buildId,
        long offset,
        @Nullable String module,
        @Nullable String function) {
    /** Mangled names may fill pages; this much tells them apart. */
    static final int LONGEST_NAME = 160;

    private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{2,64}");

    public Frame {
        if (buildId != null && !BUILD_ID.matcher(buildId).matches()) {
            throw new IllegalArgumentException("build id is not 2..64 hex digits: " + Text.quoted(buildId));
        }
        if (module != null) module = Text.cut(module, LONGEST_NAME);
        if (function != null) function = Text.cut(function, LONGEST_NAME);
    }

    /** Fit to be shown: {@code level3}, else {@code libc.so.6+0x8f1c}, else {@code [3f9a0c12]+0x1139}, else the address. */
    public String describe() {
        if (function != null) return Text.printable(function, LONGEST_NAME);
        var hex = "0x" + Long.toHexString(offset);
        if (module != null)
            return Text.printable(module.substring(module.lastIndexOf('/') + 1), LONGEST_NAME) + "+" + hex;
        if (buildId != null) return "[" + buildId.substring(0, Math.min(8, buildId.length())) + "]+" + hex;
        return hex;
    }
}
