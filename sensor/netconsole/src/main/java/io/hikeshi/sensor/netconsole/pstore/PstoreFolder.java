package io.hikeshi.sensor.netconsole.pstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /sys/fs/pstore} or {@code /var/lib/systemd/pstore}, where each dump has a folder of its own. */
public final class PstoreFolder {
    public static final Path KERNEL = Path.of("/sys/fs/pstore");
    public static final Path SYSTEMD = Path.of("/var/lib/systemd/pstore");

    private static final int MOST_FILES = 4_096;
    private static final int LONGEST_FILE = 4 << 20;
    /** {@code <time>/<count>/dmesg-*} */
    private static final int DEPTH = 3;

    private PstoreFolder() {}

    /**
     * All dumps there, oldest first; none if there is no such folder. Links are not followed.
     *
     * @throws IOException if the folder, or a dump in it, cannot be read
     */
    public static List<Dump> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        var files = new ArrayList<PstoreFile>();
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            for (Path file : found.limit(MOST_FILES).sorted().toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) add(file, files);
            }
        }
        return Dumps.of(files);
    }

    private static void add(Path file, List<PstoreFile> files) throws IOException {
        String name = file.getFileName().toString();
        if (!name.startsWith("dmesg-")) return;
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        try (var content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            PstoreFile.of(name, content.readNBytes(LONGEST_FILE), modified).ifPresent(files::add);
        }
    }
}
