package io.hikeshi.sensor.kernel;

import java.io.BufferedReader;
import java.io.IOException;

/** A process that died and that its parent never reaps, so that it can still be looked at. */
final class Zombie implements AutoCloseable {
    private final Process parent;
    private final int pid;

    private Zombie(Process parent, int pid) {
        this.parent = parent;
        this.pid = pid;
    }

    /** The shell becomes a sleep, which does not wait for the child that it did not know of. */
    static Zombie of(String way) throws IOException {
        var die = CProgram.compile("die").executable();
        var shell = new ProcessBuilder("sh", "-c", die + " " + way + " & echo $!; exec sleep 60").start();
        try (BufferedReader output = shell.inputReader()) {
            return new Zombie(shell, Integer.parseInt(output.readLine()));
        }
    }

    int pid() {
        return pid;
    }

    int parent() {
        return Math.toIntExact(parent.pid());
    }

    @Override
    public void close() throws InterruptedException {
        parent.destroyForcibly().waitFor();
    }
}
