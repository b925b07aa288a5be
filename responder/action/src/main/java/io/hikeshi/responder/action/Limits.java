package io.hikeshi.responder.action;

import io.hikeshi.sensor.event.Text;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a request may hold, so that each value can stand in a URL, a header, an annotation and a log line. */
final class Limits {
    static final int SETTINGS = 32;
    static final int SETTING = 4096;
    /** Ids and kinds of events. */
    static final int WORD = 256;

    static final int RULE = 100;
    static final int TITLE = 1000;
    static final int DETAIL = 4000;
    static final int TRACE = 2000;

    /** Incident (26), action (32), attempt (4) and two slashes fill the 64 characters of an Audit-ID. */
    static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9-]{1,26}");

    static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    static final int ATTEMPTS = 9999;

    /** RFC 1123 and, for hosts outside a cluster, capitals and underscores; never {@code ..} or a slash. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})?");

    /** {@code namespace/name}. */
    static final Pattern POD = Pattern.compile(NAME + "/" + NAME);

    static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Limits() {}

    /** Text for people that is too long is cut: nobody is paged late because a function's name was long. */
    static String cut(String text, int most) {
        return wellFormed(text.length() <= most ? text : text.substring(0, most - 1) + '…');
    }

    /** Half a surrogate pair, which hostile names hold and a cut leaves, is no UTF-8. */
    static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static boolean isOneLine(String text, int most) {
        return !text.isEmpty()
                && text.length() <= most
                && Text.printable(text, most).equals(text);
    }
}
