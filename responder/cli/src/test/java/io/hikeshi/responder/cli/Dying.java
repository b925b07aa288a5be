package io.hikeshi.responder.cli;

import io.hikeshi.tests.harness.Child;
import io.hikeshi.tests.harness.Command;
import io.hikeshi.tests.harness.PodCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Starts processes that die, each in its own way, and waits until they have. Cores are not wanted. */
final class Dying {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LITTLE_MEMORY = 32L << 20;

    private final Path folder;
    private final Path die;

    /** @param signal empty where the event names none */
    record Death(long pid, String kind, String signal, String comm) {}

    Dying(Path folder) throws IOException {
        this.folder = folder;
        this.die = folder.resolve("die");
        if (!Files.exists(die)) compile();
    }

    Death of(String way, String kind, String signal) {
        return new Death(end(Command.of(die, way)), kind, signal, "die");
    }

    /** Its own handler prints where it was, then the signal kills it. */
    Death python() {
        var code = "import ctypes; ctypes.string_at(0)";
        return new Death(
                end(Command.of("/usr/bin/python3", "-X", "faulthandler", "-c", code)),
                "process.crashed",
                "SIGSEGV",
                "python3");
    }

    /** Writes its report, then aborts itself. */
    Death jvm() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = Command.of(java, "-XX:ErrorFile=" + folder.resolve("hs_err"), copy("Crash.java"));
        return new Death(end(command), "process.crashed", "SIGABRT", "java");
    }

    /** In a pod's cgroup that has less memory than it wants. */
    Death outOfMemory() {
        var uid = UUID.randomUUID().toString();
        try (var cgroup = new PodCgroup(uid, uid.replace("-", "").repeat(2)).withMemoryLimit(LITTLE_MEMORY)) {
            return new Death(end(cgroup.inside(Command.of(die, "eat"))), "process.oomkilled", "", "die");
        }
    }

    /** Its handler saves it: no death at all. */
    long handled() {
        return end(Command.of(die, "handled"));
    }

    private long end(Command command) {
        var withoutCore = Command.of("/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "sh")
                .with(command.words().toArray());
        try (Child child = withoutCore.start(folder, "dying")) {
            child.awaitExit(PATIENCE);
            return child.pid();
        }
    }

    private void compile() throws IOException {
        var gcc = Command.of("gcc", "-g", "-O0", "-pthread", "-o", die, copy("die.c"));
        try (var compiler = gcc.start(folder, "gcc")) {
            if (compiler.awaitExit(PATIENCE) != 0) throw new IOException("gcc failed: " + compiler.errors());
        }
    }

    private Path copy(String resource) throws IOException {
        var file = folder.resolve(resource);
        try (var source = Dying.class.getResourceAsStream("/" + resource)) {
            if (source == null) throw new IOException("no test resource " + resource);
            Files.write(file, source.readAllBytes());
        }
        return file;
    }
}
