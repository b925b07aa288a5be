package io.hikeshi.sensor.kernel.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the cgroup trees are mounted that can say where a process runs: both on a hybrid machine, else one.
 *
 * @param unified the cgroup2 tree; null on a pure v1 machine
 * @param memory the v1 tree of the memory controller; null on a pure v2 machine, where the kernel keeps it in {@code unified}
 */
record Hierarchies(@Nullable Path unified, @Nullable Path memory) {
    /** Fields of a line of {@code /proc/mounts}, see fstab(5). */
    private static final int DIRECTORY = 1, TYPE = 2, OPTIONS = 3, FIELDS = 4;

    /**
     * @param proc {@code /proc} of any process that sees the mounts
     * @param root only mounts here or below count: a container also has a mount of its own that shows only itself
     */
    static Hierarchies read(Path proc, Path root) throws IOException {
        return parse(Files.readString(proc.resolve("self/mounts")), root);
    }

    static Hierarchies parse(String mounts, Path root) {
        Path unified = null;
        Path memory = null;
        for (String line : mounts.split("\n")) {
            var fields = line.split(" ");
            if (fields.length < FIELDS) continue;
            var directory = Path.of(unescaped(fields[DIRECTORY]));
            if (!directory.startsWith(root)) continue;
            if (unified == null && fields[TYPE].equals("cgroup2")) unified = directory;
            if (memory == null && isMemory(fields)) memory = directory;
        }
        return new Hierarchies(unified, memory);
    }

    private static boolean isMemory(String[] fields) {
        return fields[TYPE].equals("cgroup")
                && List.of(fields[OPTIONS].split(",")).contains("memory");
    }

    /** The kernel writes space, tab, newline and backslash in octal ({@code mangle()} in fs/proc_namespace.c). */
    private static String unescaped(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
