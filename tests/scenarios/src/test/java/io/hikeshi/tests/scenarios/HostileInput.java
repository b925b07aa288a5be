package io.hikeshi.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Damaged copies of something well formed: cut, flipped, huge, of wrong types, full of control characters, nested. */
final class HostileInput {
    private static final int HUGE = 300_000;

    private final byte[] wellFormed;
    private final Random random;

    HostileInput(byte[] wellFormed, long seed) {
        this.wellFormed = wellFormed.clone();
        this.random = new Random(seed);
    }

    Stream<byte[]> limit(int count) {
        return Stream.generate(this::next).limit(count);
    }

    private byte[] next() {
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(wellFormed, random.nextInt(wellFormed.length));
            case 1 -> flipped(1 + random.nextInt(20));
            case 2 -> replaced("\"", "\"\u0000\u001b[2J\r\n\u202e");
            case 3 -> replaced(":\"", ":[{\"a\":" + random.nextInt() + "}],\"x\":\"");
            case 4 -> replaced(":", ":\"" + "A".repeat(random.nextInt(HUGE)) + "\",\"y\":");
            case 5 -> replaced(":\"", ":" + "[".repeat(1 + random.nextInt(5_000)) + "\"");
            default -> noise();
        };
    }

    private byte[] flipped(int times) {
        var bytes = wellFormed.clone();
        for (int i = 0; i < times; i++) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    /** Puts {@code hostile} in place of one {@code token} of the text. */
    private byte[] replaced(String token, String hostile) {
        var text = new String(wellFormed, UTF_8);
        int at = text.indexOf(token, random.nextInt(text.length()));
        if (at < 0) at = text.indexOf(token);
        return (text.substring(0, at) + hostile + text.substring(at + token.length())).getBytes(UTF_8);
    }

    private byte[] noise() {
        var bytes = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }
}
