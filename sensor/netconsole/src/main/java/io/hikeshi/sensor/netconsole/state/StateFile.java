package io.hikeshi.sensor.netconsole.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A small file of lines. Whoever reads it finds what was written last, whole, even if the machine died meanwhile. */
public final class StateFile {
    private static final int LONGEST = 1 << 20;

    private final Path path;

    public StateFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** None if nothing was written yet; of what is longer than 1 MiB the beginning. */
    public List<String> lines() throws IOException {
        try (var file = Files.newInputStream(path)) {
            return new String(file.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** On disk once this returns. The folder is made if there is none. */
    public void write(List<String> lines) throws IOException {
        Path folder = Files.createDirectories(path.resolveSibling("."));
        Path written = path.resolveSibling(path.getFileName() + ".new");
        var bytes = ByteBuffer.wrap((String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8));
        try (var file = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) file.write(bytes);
            file.force(true);
        }
        Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
        // The new name is an entry of the folder, which is written by itself.
        try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
