package io.hikeshi.sensor.netconsole.kmsg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that takes all the memory of a small cgroup of its own, so that the kernel kills it and says so. */
final class MemoryEater implements AutoCloseable {
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final Path program;
    private final Path cgroup;

    private MemoryEater(Path program, Path cgroup) {
        this.program = program;
        this.cgroup = cgroup;
    }

    /** @param name of the program, at most 15 characters */
    static MemoryEater in(Path folder, String name) throws IOException {
        boolean v1 = Files.exists(V1.resolve("memory.limit_in_bytes"));
        if (!v1) Files.writeString(V2.resolve("cgroup.subtree_control"), "+memory");
        Path cgroup = Files.createDirectories((v1 ? V1 : V2).resolve(name));
        Files.writeString(cgroup.resolve(v1 ? "memory.limit_in_bytes" : "memory.max"), Integer.toString(8 << 20));
        return new MemoryEater(Files.copy(Path.of("/usr/bin/tail"), folder.resolve(name)), cgroup);
    }

    /** Returns once it is dead. */
    void eat() throws IOException, InterruptedException {
        String script = "echo $$ > " + cgroup.resolve("cgroup.procs") + " && exec " + program + " /dev/zero";
        new ProcessBuilder("sh", "-c", script).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        Files.delete(cgroup);
    }
}
