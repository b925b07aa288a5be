package io.hikeshi.sensor.kernel.argument;

import java.util.regex.Pattern;

/**
 * Whether a run of letters and digits was drawn at random, as keys are. Names are made of words: small letters, capitals and
 * digits stand in groups. In random text they alternate, at every other character.
 */
final class Randomness {
    private static final int SHORTEST = 20;
    private static final int SHORTEST_HEX = 32;
    private static final int SHORTEST_WITH_SLASH = 32;
    /** How often the kind of character changes from one to the next, but from a capital to the rest of its word. */
    private static final double ALTERNATING = 0.28;

    private static final int SMALL = 0, CAPITAL = 1, DIGIT = 2, OTHER = 3;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+|[0-9A-F]+");

    private Randomness() {}

    static boolean of(String run) {
        var key = run.replaceFirst("=+\\z", "");
        if (key.indexOf('/') < 0) return isRandom(key, SHORTEST) || isHex(key);
        if (!key.startsWith("/") && isRandom(key, SHORTEST_WITH_SLASH) && hasAllKinds(key)) return true;
        return isRandomInPath(key);
    }

    /** A file may be named after a digest, and a cgroup after a container's id: hex in a path is a name. */
    private static boolean isRandomInPath(String path) {
        for (String name : path.split("/")) {
            if (!HEX.matcher(name).matches() && isRandom(name, SHORTEST)) return true;
        }
        return false;
    }

    private static boolean isHex(String key) {
        return key.length() >= SHORTEST_HEX && HEX.matcher(key).matches() && has(key, '0', '9') && letters(key);
    }

    private static boolean isRandom(String key, int shortest) {
        if (key.length() < shortest || !has(key, '0', '9') || !letters(key)) return false;
        // The name of a pod and a UUID have dashes too, but never capitals and small letters.
        if ((key.indexOf('-') >= 0 || key.indexOf('_') >= 0) && !hasAllKinds(key)) return false;
        if (HEX.matcher(key).matches() && key.length() < SHORTEST_HEX) return false;
        int changes = 0;
        for (int i = 1; i < key.length(); i++) {
            if (changes(key.charAt(i - 1), key.charAt(i))) changes++;
        }
        return changes >= ALTERNATING * (key.length() - 1);
    }

    private static boolean hasAllKinds(String key) {
        return has(key, 'a', 'z') && has(key, 'A', 'Z') && has(key, '0', '9');
    }

    private static boolean letters(String key) {
        return has(key, 'a', 'z') || has(key, 'A', 'Z');
    }

    private static boolean has(String key, char from, char to) {
        return key.chars().anyMatch(c -> c >= from && c <= to);
    }

    private static boolean changes(char from, char to) {
        return kind(from) != kind(to) && !(kind(from) == CAPITAL && kind(to) == SMALL);
    }

    private static int kind(char c) {
        if (c >= 'a' && c <= 'z') return SMALL;
        if (c >= 'A' && c <= 'Z') return CAPITAL;
        return c >= '0' && c <= '9' ? DIGIT : OTHER;
    }
}
