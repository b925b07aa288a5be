package io.hikeshi.sensor.channel;

/** A NATS subject with wildcards: {@code *} stands for one token, {@code >} for one or more at the end. */
final class SubjectFilter {
    private final String[] tokens;

    SubjectFilter(String filter) {
        this.tokens = split(filter);
    }

    boolean matches(String subject) {
        var actual = split(subject);
        for (int i = 0; i < tokens.length; i++) {
            if (i >= actual.length) return false;
            if (tokens[i].equals(">")) return true;
            if (!tokens[i].equals("*") && !tokens[i].equals(actual[i])) return false;
        }
        return actual.length == tokens.length;
    }

    private static String[] split(String subject) {
        return subject.split("\\.", -1);
    }
}
