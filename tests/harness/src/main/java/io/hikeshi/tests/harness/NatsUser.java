package io.hikeshi.tests.harness;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Who may log in to a {@link NatsServer}.
 *
 * @param publish the subjects it may publish to, wildcards allowed
 * @param subscribe the subjects it may subscribe to
 */
public record NatsUser(String name, String password, List<String> publish, List<String> subscribe) {
    public NatsUser {
        publish = List.copyOf(publish);
        subscribe = List.copyOf(subscribe);
    }

    /** May do everything. */
    public static NatsUser unlimited(String name, String password) {
        return new NatsUser(name, password, List.of(">"), List.of(">"));
    }

    String configuration() {
        return "{user: \"%s\", password: \"%s\", permissions: {publish: [%s], subscribe: [%s]}}"
                .formatted(name, password, quoted(publish), quoted(subscribe));
    }

    private static String quoted(List<String> subjects) {
        return subjects.stream().map(subject -> '"' + subject + '"').collect(joining(", "));
    }
}
