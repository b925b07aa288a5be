package io.hikeshi.sensor.netconsole.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads bytes that commas separate, from left to right. */
final class Fields {
    private static final int MOST_DIGITS = 18;

    private final byte[] bytes;
    private final int end;
    private int at;

    Fields(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    /** The next field; -1, and it remains the next, if it is no decimal number below 10^18. */
    long number() {
        long number = 0;
        int i = at;
        for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) number = 10 * number + bytes[i] - '0';
        if (i == at || i - at > MOST_DIGITS || (i < end && bytes[i] != ',')) return -1;
        at = i + 1;
        return number;
    }

    /** The next field; empty if there is none. */
    String text() {
        int from = Math.min(at, end);
        int to = from;
        while (to < end && bytes[to] != ',') to++;
        at = to + 1;
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}
