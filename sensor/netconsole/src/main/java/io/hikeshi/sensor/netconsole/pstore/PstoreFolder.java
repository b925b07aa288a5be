package io.hikeshi.sensor.netconsole.pstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /sys/fs/pstore} and {@code /var/lib/systemd/pstore}, where each dump has a folder of its own. */
public final class PstoreFolder {
    public static final Path KERNEL = Path.of("/sys/fs/pstore");
    public static final Path SYSTEMD = Path.of("/var/lib/systemd/pstore");

    private static final int MOST_FILES = 4_096;
    private static final int LONGEST_FILE = 4 << 20;
    private static final long MOST_BYTES = 32 << 20;
    /** {@code <seconds>/<count>/dmesg-*} */
    private static final int DEPTH = 3;

    private final List<PstoreFile> files = new ArrayList<>();
    private long bytes;

    private PstoreFolder() {}

    /**
     * All dumps there, oldest first; none of a folder that is not there. Links are not followed. What is read stays below
     * 32 MiB; then files are left out.
     *
     * @param folders in the order in which dumps are moved: what systemd moves while this reads is found in the second one
     * @throws IOException if a folder, or a dump in it, cannot be read
     */
    public static List<Dump> read(Path... folders) throws IOException {
        var reading = new PstoreFolder();
        for (Path folder : folders) reading.addAll(folder);
        return Dumps.of(reading.files);
    }

    private void addAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            for (Path file : found.limit(MOST_FILES).sorted().toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) add(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void add(Path file) throws IOException {
        String name = file.getFileName().toString();
        boolean assembled = name.equals(AssembledFile.NAME);
        if (!(assembled || name.startsWith("dmesg-")) || bytes > MOST_BYTES) return;
        try (var opened = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            byte[] content = opened.readNBytes(LONGEST_FILE);
            bytes += content.length;
            if (assembled) files.addAll(AssembledFile.parts(file, content, modified));
            else PstoreFile.of(file, content, modified).ifPresent(files::add);
        } catch (NoSuchFileException e) {
            // It is being moved or deleted; the next reading finds it where it is then.
            return;
        }
    }
}
