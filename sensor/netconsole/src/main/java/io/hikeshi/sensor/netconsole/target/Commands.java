package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the machine, for what the kernel offers in no file. Never a shell: each word arrives as it is. */
@FunctionalInterface
public interface Commands {
    /** @param output of both streams, the first 64 KiB */
    record Result(int exitCode, String output) {}

    /** @throws IOException if there is no such program, or it does not end within 10 s */
    Result run(List<String> words) throws IOException, InterruptedException;

    /** Those on the PATH. */
    static Commands ofThisMachine() {
        return Commands::runHere;
    }

    private static Result runHere(List<String> words) throws IOException, InterruptedException {
        int mostBytes = 64 << 10;
        int patienceSeconds = 10;
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readNBytes(mostBytes), StandardCharsets.UTF_8);
            if (process.waitFor(patienceSeconds, TimeUnit.SECONDS)) return new Result(process.exitValue(), output);
            throw new IOException(words.get(0) + " did not end within " + patienceSeconds + " s");
        } finally {
            process.destroyForcibly();
        }
    }
}
