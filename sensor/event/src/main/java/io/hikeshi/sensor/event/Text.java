package io.hikeshi.sensor.event;

import java.util.regex.Pattern;

/** Text that came from a process, a file or the network. */
public final class Text {
    private static final int LONGEST_QUOTE = 120;
    /** RFC 1123 allows a subdomain 253 characters. */
    static final int LONGEST_NAME = 253;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private static final char REPLACEMENT = '\ufffd';

    private Text() {}

    /** In quotes, bounded, with everything escaped that could end the quote, move a cursor or forge a log line. */
    public static String quoted(String hostile) {
        return '"' + escaped(hostile, LONGEST_QUOTE, "\"\\") + '"';
    }

    /** Control and format characters, lone surrogates and line separators become {@code \}{@code uXXXX}. */
    public static String printable(String hostile, int most) {
        return escaped(hostile, most, "");
    }

    /**
     * At most so many characters, the last of them an ellipsis if there were more. Lone surrogates, which no UTF-8 can
     * carry, become U+FFFD.
     */
    public static String cut(String hostile, int most) {
        if (hostile.length() <= most) return wellFormed(hostile);
        int end = most - 1;
        if (end > 0 && Character.isHighSurrogate(hostile.charAt(end - 1))) end--;
        return wellFormed(hostile.substring(0, end)) + '…';
    }

    /** Names of clusters, nodes, pods, containers and their ids go into subjects and paths, so they are kept plain. */
    static void requireName(String what, String name) {
        if (NAME.matcher(name).matches()) return;
        throw new IllegalArgumentException(what + " is not 1..253 of [A-Za-z0-9._-]: " + quoted(name));
    }

    private static String escaped(String hostile, int most, String alsoEscaped) {
        var text = new StringBuilder();
        for (int i = 0, c; i < hostile.length(); i += Character.charCount(c)) {
            c = hostile.codePointAt(i);
            var next = isPlain(c) && alsoEscaped.indexOf(c) < 0 ? Character.toString(c) : escape(c);
            if (text.length() + next.length() > most) return text.append('…').toString();
            text.append(next);
        }
        return text.toString();
    }

    private static String escape(int codePoint) {
        var text = new StringBuilder();
        for (char c : Character.toChars(codePoint)) text.append(String.format("\\u%04x", (int) c));
        return text.toString();
    }

    private static String wellFormed(String hostile) {
        if (hostile.codePoints().noneMatch(Text::isLoneSurrogate)) return hostile;
        var text = new StringBuilder();
        hostile.codePoints().forEach(c -> text.appendCodePoint(isLoneSurrogate(c) ? REPLACEMENT : c));
        return text.toString();
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
