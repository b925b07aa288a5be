package io.hikeshi.tests.bench;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The JDKs of this machine that the product runs on. */
final class Jdks {
    private static final Path FOLDER = Path.of("/usr/lib/jvm");
    private static final int OLDEST = 17;

    private Jdks() {}

    /** Home by version; of two with one version, either. */
    static Map<String, Path> installed() throws IOException {
        var homes = new TreeMap<String, Path>();
        try (var folders = Files.list(FOLDER)) {
            for (var home : folders.filter(Jdks::isJdk).toList()) {
                var version = version(home);
                if (Runtime.Version.parse(version).feature() >= OLDEST) homes.put(version, home);
            }
        }
        return homes;
    }

    /** The environment that makes the launcher take this one. */
    static Map<String, String> chosen(Path home) {
        return Map.of("JAVA_HOME", home.toString());
    }

    /** As its {@code release} file says: asking the JDK itself would cost a start. */
    private static String version(Path home) throws IOException {
        var release = new Properties();
        release.load(new StringReader(Files.readString(home.resolve("release"))));
        return release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    }

    private static boolean isJdk(Path home) {
        return Files.isExecutable(home.resolve("bin/java")) && Files.exists(home.resolve("release"));
    }
}
