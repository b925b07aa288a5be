package io.hikeshi.responder.cli;

import java.nio.file.Path;

/** The rules that are shipped with the clusters' manifests, so that a trial shows what an install would do. */
final class DefaultRules {
    private DefaultRules() {}

    /** Below the folder that the launcher names; below the working directory without a launcher. */
    static Path path() {
        return Path.of(System.getProperty("hikeshi.home", ""), "knative", "base", "rules")
                .toAbsolutePath();
    }
}
