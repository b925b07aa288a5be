package io.hikeshi.functions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Who may ask: whoever holds the responder's token (RFC 6750). Without one configured, nobody. */
final class BearerToken {
    private static final Logger LOG = Logger.getLogger(BearerToken.class);
    private static final String SCHEME = "Bearer ";

    private final Optional<String> token;
    private final Optional<Secret> file;

    BearerToken(Optional<String> token, Optional<Path> file) {
        this.token = token.filter(word -> !word.isBlank());
        this.file = file.map(path -> new Secret("the responder's token", path));
        if (!isConfigured()) {
            LOG.error("refusing every request: set hikeshi.functions.token-file to a file with the responder's token");
        }
    }

    boolean isConfigured() {
        return token.isPresent() || file.isPresent();
    }

    /** @param authorization the header; null if there is none */
    boolean allows(@Nullable String authorization) {
        var expected = expected();
        if (expected.isEmpty() || authorization == null) return false;
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return false;
        return equal(expected.get(), authorization.substring(SCHEME.length()).strip());
    }

    private Optional<String> expected() {
        try {
            return file.isPresent() ? file.map(Secret::read) : token;
        } catch (TryAgain e) {
            LOG.warnf("refused request reason=%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** In a time that tells nothing about where they differ. */
    private static boolean equal(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
