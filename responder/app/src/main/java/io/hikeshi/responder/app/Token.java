package io.hikeshi.responder.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A bearer token, as it is now. */
final class Token implements Supplier<String> {
    /** What may stand after {@code Bearer}. */
    private static final Pattern HEADER = Pattern.compile("[\\x21-\\x7e]*");

    private final String setting;
    private final Optional<String> token;
    private final Optional<Path> file;

    /**
     * @param setting that holds it, for messages: {@code hikeshi.responder.functions}
     * @param file used rather than {@code token}; read at each use, so that it may change
     */
    Token(String setting, Optional<String> token, Optional<Path> file) {
        this.setting = setting;
        this.token = token;
        this.file = file;
    }

    /**
     * Never tells what the token is.
     *
     * @throws UncheckedIOException if the file cannot be read, as for a moment while it is replaced, or holds no token
     */
    @Override
    public String get() {
        if (file.isEmpty()) return checked(token.orElse(""), setting + ".token");
        var where = setting + ".token-file " + file.get();
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
