package io.hikeshi.responder.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Supplier;

/** The bearer token for functions, as it is now. */
final class Token implements Supplier<String> {
    private final ResponderConfig.Functions config;

    Token(ResponderConfig.Functions config) {
        this.config = config;
    }

    /** @throws UncheckedIOException if the file cannot be read, as for a moment while it is replaced */
    @Override
    public String get() {
        if (config.tokenFile().isEmpty()) return config.token().orElse("");
        try {
            return Files.readString(config.tokenFile().get()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read hikeshi.responder.functions.token-file", e);
        }
    }
}
