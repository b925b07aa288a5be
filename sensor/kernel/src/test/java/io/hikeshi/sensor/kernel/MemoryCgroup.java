package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cgroup that may use little memory, in whichever hierarchy has the memory controller. */
final class MemoryCgroup implements AutoCloseable {
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final Path folder;

    private MemoryCgroup(Path folder) {
        this.folder = folder;
    }

    static MemoryCgroup of(String name, int bytes) throws IOException {
        boolean v1 = Files.exists(V1.resolve("memory.limit_in_bytes"));
        if (!v1) Files.writeString(V2.resolve("cgroup.subtree_control"), "+memory");
        var folder = Files.createDirectories((v1 ? V1 : V2).resolve(name));
        Files.writeString(folder.resolve(v1 ? "memory.limit_in_bytes" : "memory.max"), Integer.toString(bytes));
        return new MemoryCgroup(folder);
    }

    /** Starts the program in here, not elsewhere and then moved. */
    Process start(CProgram program, String way) throws IOException {
        var script = "echo $$ > " + folder.resolve("cgroup.procs") + " && exec " + program.executable() + " " + way;
        return new ProcessBuilder("sh", "-c", script).start();
    }

    @Override
    public void close() throws IOException {
        Files.delete(folder);
    }
}
