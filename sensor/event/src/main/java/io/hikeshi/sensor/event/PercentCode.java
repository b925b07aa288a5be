package io.hikeshi.sensor.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Header values as the CloudEvents HTTP binding 1.0.2, section 3.1.3.2, writes them; the NATS binding refers to it. */
final class PercentCode {
    private PercentCode() {}

    /** Space, quote, percent, control characters and everything beyond ASCII become {@code %XX} of their UTF-8. */
    static String encode(String value) {
        var encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c > ' ' && c < 0x7f && c != '"' && c != '%') encoded.append((char) c);
            else encoded.append(String.format("%%%02X", c));
        }
        return encoded.toString();
    }

    /** Decodes once. What was never encoded stays as it is, because some senders do not encode. */
    static String decode(String value) {
        if (value.indexOf('%') < 0) return value;
        var bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0, c; i < value.length(); i += Character.charCount(c)) {
            c = value.codePointAt(i);
            int octet = c == '%' ? octet(value, i + 1) : -1;
            if (octet < 0) {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(octet);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** -1 if no two hex digits stand there. */
    private static int octet(String value, int from) {
        if (from + 2 > value.length()) return -1;
        int high = Character.digit(value.charAt(from), 16);
        int low = Character.digit(value.charAt(from + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
