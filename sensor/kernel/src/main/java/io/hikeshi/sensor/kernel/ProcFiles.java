package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What procfs may still say of a process that is dying. It may be gone, or its pid another's: then nothing is said. */
final class ProcFiles {
    /** Field 22 of {@code /proc/<pid>/stat}, proc(5), counted from the state that follows the name. */
    private static final int START_AFTER_NAME = 22 - 3;

    private final Path proc;

    ProcFiles(Path proc) {
        this.proc = proc;
    }

    /** The path of its executable as the process sees it. */
    @Nullable
    String executable(Task task) {
        try {
            var path = Files.readSymbolicLink(proc.resolve(task.pid() + "/exe")).toString();
            return task.startTicks() == startTicks(task.pid()) ? path : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** @throws IOException if the process is gone */
    long startTicks(int pid) throws IOException {
        return startTicks(Files.readString(proc.resolve(pid + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    /** A name may hold spaces and brackets, so that fields count from the last bracket. */
    static long startTicks(String stat) throws IOException {
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length <= START_AFTER_NAME) throw new IOException("stat has " + fields.length + " fields");
        return Long.parseLong(fields[START_AFTER_NAME]);
    }
}
