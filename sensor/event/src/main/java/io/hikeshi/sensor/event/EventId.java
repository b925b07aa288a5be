package io.hikeshi.sensor.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that need no coordination: the same facts give the same id on every node and at every reading. */
public final class EventId {
    /** 80 bits: a collision among a billion events is a chance of one in a million. */
    private static final int BYTES = 10;

    private EventId() {}

    /** A process is who it is by its boot, its pid and when it started. */
    public static String ofDeath(String bootId, int pid, long startTicks) {
        return hash(bootId, Integer.toString(pid), Long.toString(startTicks));
    }

    /** 20 hex digits; every part goes in with its length, so that ("ab", "c") and ("a", "bc") differ. */
    public static String hash(String... parts) {
        return HexFormat.of().formatHex(digest(parts), 0, BYTES);
    }

    static byte[] digest(String... parts) {
        var digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
