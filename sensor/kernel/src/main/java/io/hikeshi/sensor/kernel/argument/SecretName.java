package io.hikeshi.sensor.kernel.argument;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of options, variables, headers and parameters whose value is a secret. */
final class SecretName {
    /** As the last word of a name: {@code token} in {@code --auth-token}, and not in {@code --token-file}. */
    private static final Set<String> WORDS = Set.of(
            "pass",
            "passwd",
            "passphrase",
            "passcode",
            "password",
            "passwords",
            "passin",
            "passout",
            "pwd",
            "pw",
            "secret",
            "secrets",
            "token",
            "tokens",
            "credential",
            "credentials",
            "creds",
            "auth",
            "authorization",
            "bearer",
            "cookie",
            "jwt",
            "apikey",
            "sig",
            "signature",
            "sas");
    /** What is a secret when a word like these comes before: {@code api-key}, {@code accessKey}, but not {@code sort --key}. */
    private static final Set<String> KEYS = Set.of(
            "api",
            "access",
            "secret",
            "private",
            "account",
            "master",
            "encryption",
            "encrypt",
            "signing",
            "shared",
            "storage",
            "license",
            "ssh",
            "auth",
            "crypt",
            "client");
    /** Ends of words that were written together: {@code PGPASSWORD}, {@code authtoken}. */
    private static final Pattern RUN_TOGETHER =
            Pattern.compile(".*(?:password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|secretkey)");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern NUMBER = Pattern.compile("[0-9]*");
    private static final int LONGEST = 128;

    private SecretName() {}

    /** Whether this value is a secret because it has this name. */
    static boolean holds(String name, String value) {
        if (name.length() > LONGEST || name.startsWith("--no-")) return false;
        var words = BETWEEN_WORDS.split(name);
        var last = words.length == 0 ? "" : plain(words[words.length - 1]);
        var before = words.length < 2 ? "" : plain(words[words.length - 2]);
        if (last.equals("key")) return KEYS.contains(before) && !isFile(value);
        // The working directory of a shell; --max-tokens 100.
        if (last.endsWith("pwd") && value.startsWith("/")) return false;
        if (last.equals("tokens")) return !NUMBER.matcher(value).matches();
        return WORDS.contains(last) || RUN_TOGETHER.matcher(last).matches();
    }

    /** {@code PASSWORD2} is a password too. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceFirst("(?<=[a-z])[0-9]+\\z", "");
    }

    /** {@code --client-key /etc/tls/tls.key}; a key itself hardly has a dot and a slash in front. */
    private static boolean isFile(String value) {
        return value.startsWith("/") && value.contains(".");
    }
}
