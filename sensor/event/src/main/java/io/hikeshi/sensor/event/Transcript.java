package io.hikeshi.sensor.event;

/**
 * A kernel's last words as they arrived. Line feeds and tabs are kept; every other control character is replaced, so that
 * the text is safe to show line by line.
 *
 * @param before the last lines before the panic line, oldest first
 * @param text the panic line and what followed; of another report all of it
 * @param missing records that certainly were lost
 * @param missingBefore records before the panic that were lost, or that the console's log level kept back
 * @param kernelDrops datagrams that the receiver's own kernel threw away meanwhile, of whatever node
 * @param incomplete lines are lost or cut, or the kernel did not say that this was all
 * @param end why it counts as whole: {@code marker}, {@code rebooting}, {@code silence} and so on
 */
public record Transcript(
        String before, String text, int missing, int missingBefore, long kernelDrops, boolean incomplete, String end) {
    /** In characters: 256 lines at least, and two such texts fit one message however they must be escaped. */
    public static final int LONGEST = 56 * 1024;

    static final int LONGEST_END = 32;

    public Transcript {
        if (missing < 0 || missingBefore < 0 || kernelDrops < 0) {
            throw new IllegalArgumentException(
                    "lost fewer than nothing: " + missing + ", " + missingBefore + ", " + kernelDrops);
        }
        before = tail(shown(before));
        text = head(shown(text));
        end = Text.printable(end, LONGEST_END);
    }

    /** The newest lines tell most. */
    private static String tail(String text) {
        return text.length() <= LONGEST ? text : '…' + text.substring(text.length() - LONGEST + 1);
    }

    private static String head(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…';
    }

    static String shown(String hostile) {
        var shown = new StringBuilder(hostile.length());
        for (int i = 0; i < hostile.length(); i++) {
            char c = hostile.charAt(i);
            shown.append(c == '\n' || c == '\t' || !isUnsafe(c) ? c : '\ufffd');
        }
        return shown.toString();
    }

    /** Surrogates too: the kernel's text is bytes, and a cut between two would be no UTF-8. */
    private static boolean isUnsafe(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
