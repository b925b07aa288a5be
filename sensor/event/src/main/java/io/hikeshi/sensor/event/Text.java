package io.hikeshi.sensor.event;

/** Text that came from a process, a file or the network and is about to be shown to a person. */
public final class Text {
    private static final int LONGEST_QUOTE = 120;

    private Text() {}

    /** In quotes, bounded, with everything escaped that could move a cursor or forge a log line. */
    public static String quoted(String hostile) {
        return '"' + printable(hostile, LONGEST_QUOTE) + '"';
    }

    /** Control and format characters, lone surrogates and line separators become {@code \}{@code uXXXX}. */
    public static String printable(String hostile, int most) {
        var text = new StringBuilder();
        for (int i = 0; i < hostile.length() && text.length() < most; i++) {
            char c = hostile.charAt(i);
            if (isPlain(c)) text.append(c);
            else text.append(String.format("\\u%04x", (int) c));
        }
        return hostile.length() > most ? text.append('…').toString() : text.toString();
    }

    private static boolean isPlain(char c) {
        return switch (Character.getType(c)) {
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
