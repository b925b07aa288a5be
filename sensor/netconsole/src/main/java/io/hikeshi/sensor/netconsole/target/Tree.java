package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Folders and small files as configfs has them: whoever makes a folder finds files in it, and may remove it with them. */
class Tree {
    private static final int MOST_FOLDERS = 10_000;

    boolean exists(Path path) {
        return Files.exists(path);
    }

    /** By name, in order. */
    List<String> folders(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory)
                    .limit(MOST_FOLDERS)
                    .map(found -> found.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    String read(Path file) throws IOException {
        return SmallFile.read(file);
    }

    void write(Path file, String value) throws IOException {
        try {
            Files.writeString(file, value, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw refused("write " + value + " to " + file, e);
        }
    }

    void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw refused("make " + folder, e);
        }
    }

    void remove(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw refused("remove " + folder, e);
        }
    }

    private static IOException refused(String what, IOException why) {
        return new IOException(
                "cannot " + what + ": " + why.getMessage()
                        + "; be root, and see what the kernel says of it: dmesg | grep -e netpoll -e netconsole",
                why);
    }
}
