package io.hikeshi.responder.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The bearer token for functions, as it is now. */
final class Token implements Supplier<String> {
    /** What may stand after {@code Bearer}. */
    private static final Pattern HEADER = Pattern.compile("[\\x21-\\x7e]*");

    private final ResponderConfig.Functions config;

    Token(ResponderConfig.Functions config) {
        this.config = config;
    }

    /**
     * Never tells what the token is.
     *
     * @throws UncheckedIOException if the file cannot be read, as for a moment while it is replaced, or holds no token
     */
    @Override
    public String get() {
        var file = config.tokenFile();
        if (file.isEmpty()) return checked(config.token().orElse(""), "hikeshi.responder.functions.token");
        var where = "hikeshi.responder.functions.token-file " + file.get();
        try {
            return checked(Files.readString(file.get()).strip(), where);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + where, e);
        }
    }

    private static String checked(String token, String where) {
        if (HEADER.matcher(token).matches()) return token;
        var reason = where + " holds no token: wanted printable ASCII without spaces";
        throw new UncheckedIOException(reason, new IOException(reason));
    }
}
