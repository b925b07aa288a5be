package io.hikeshi.tests.harness;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who the API server knows by a token of its own, beside the ServiceAccounts. */
final class Users {
    static final String ADMIN = "admin";
    static final String CONTROLLERS = "system:kube-controller-manager";
    static final String SCHEDULER = "system:kube-scheduler";

    private static final int TOKEN_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, User> users = new LinkedHashMap<>();

    private record User(String token, List<String> groups) {}

    Users() {
        add(ADMIN, List.of("system:masters"));
        add(CONTROLLERS, List.of());
        add(SCHEDULER, List.of());
    }

    void add(String name, List<String> groups) {
        users.put(name, new User(new BigInteger(TOKEN_BITS, RANDOM).toString(16), List.copyOf(groups)));
    }

    /** @throws IllegalArgumentException for a user that was not added */
    String token(String name) {
        var user = users.get(name);
        if (user == null) throw new IllegalArgumentException("no such user: " + name + "; known: " + users.keySet());
        return user.token();
    }

    /** The format of kube-apiserver's --token-auth-file: token, name, uid, groups. */
    String tokenFile() {
        return users.entrySet().stream()
                .map(entry -> "%s,%s,%s,\"%s\"%n"
                        .formatted(
                                entry.getValue().token(),
                                entry.getKey(),
                                entry.getKey(),
                                String.join(",", entry.getValue().groups())))
                .collect(Collectors.joining());
    }
}
