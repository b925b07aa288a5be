package io.hikeshi.sensor.kernel.symbol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file that a process has mapped as code: a line of {@code /proc/<pid>/maps}.
 *
 * @param inode device and inode, which are the same for all processes that map the file
 * @param path as the process sees it, in its own root
 */
record MappedFile(String inode, String path) {
    /** A process may map what it likes, 65,530 times by default. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_FILES = 256;
    /** Of a line: address, permissions, offset, device, inode, path. */
    private static final int PERMISSIONS = 1, DEVICE = 3, INODE = 4, PATH = 5, FIELDS = 6;

    /** Each once. Empty if the process is gone, or may not be looked at (that needs CAP_SYS_PTRACE). */
    static List<MappedFile> of(Path proc, int pid) {
        try (var maps = Files.newInputStream(proc.resolve(pid + "/maps"))) {
            return parse(new String(maps.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A file that is looked for by its name. */
    static MappedFile at(String path) {
        return new MappedFile("at " + path, path);
    }

    static List<MappedFile> parse(String maps) {
        Set<MappedFile> files = new LinkedHashSet<>();
        for (String line : maps.split("\n")) {
            var fields = line.split(" +", FIELDS);
            if (files.size() == MOST_FILES) break;
            if (fields.length < FIELDS || !fields[PERMISSIONS].contains("x") || !fields[PATH].startsWith("/")) continue;
            files.add(new MappedFile(fields[DEVICE] + " " + fields[INODE], fields[PATH]));
        }
        return new ArrayList<>(files);
    }

    /** Where this process can open it; empty if its name is none. */
    Optional<Path> in(Path proc, int pid) {
        try {
            return Optional.of(Path.of(proc + "/" + pid + "/root" + path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
