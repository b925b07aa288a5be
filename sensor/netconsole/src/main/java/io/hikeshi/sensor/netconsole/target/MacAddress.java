package io.hikeshi.sensor.netconsole.target;

import io.hikeshi.sensor.event.Text;
import java.util.Locale;
import java.util.regex.Pattern;

/** An Ethernet address, in lower case with colons. */
public record MacAddress(String text) {
    private static final Pattern SHAPE = Pattern.compile("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final String NOBODY = "00:00:00:00:00:00";

    /** @throws IllegalArgumentException if it is none */
    public MacAddress {
        text = text.toLowerCase(Locale.ROOT);
        if (!SHAPE.matcher(text).matches() || text.equals(NOBODY)) {
            throw new IllegalArgumentException(Text.quoted(text) + " is not a MAC address such as 52:54:00:12:34:56");
        }
    }

    static boolean is(String text) {
        return SHAPE.matcher(text.toLowerCase(Locale.ROOT)).matches() && !text.equals(NOBODY);
    }

    @Override
    public String toString() {
        return text;
    }
}
