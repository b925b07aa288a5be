package io.hikeshi.sensor.event;

import java.nio.charset.StandardCharsets;

/**
 * Any name as one token of a NATS subject, where dots, spaces, {@code *} and {@code >} have a meaning.
 *
 * <p>A dot becomes {@code _}; every other byte outside {@code [A-Za-z0-9-]} becomes {@code =XX}. So
 * {@code node-1.example.com} reads {@code node-1_example_com}, and two names never share a token.
 */
public final class SubjectToken {
    private SubjectToken() {}

    /**
     * The token of a name.
     *
     * @throws IllegalArgumentException if the name is empty, which no token can be
     */
    public static String of(String name) {
        if (name.isEmpty()) throw new IllegalArgumentException("an empty name has no subject token");
        var token = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c == '.') token.append('_');
            else if (c == '-' || (c < 0x80 && Character.isLetterOrDigit(c))) token.append(c);
            else token.append(String.format("=%02X", (int) c));
        }
        return token.toString();
    }
}
