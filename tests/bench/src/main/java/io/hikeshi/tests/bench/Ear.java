package io.hikeshi.tests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that hears datagrams and answers questions: {@link Hearing}, or {@code sink.c}. */
final class Ear implements AutoCloseable {
    /** What {@code NetconsoleListener} asks for. */
    private static final int BUFFER_BYTES = 32 << 20;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final String name;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final int port;

    /** @param heapBytes -1 for a program without one */
    record Heard(long received, long drops, long weight, long heapBytes, double cpuSeconds) {}

    private Ear(String name, List<String> command) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(answer());
    }

    static Ear plain() throws IOException {
        return new Ear("plain C", Programs.command("sink", BUFFER_BYTES).words());
    }

    /** With the JVM options of the product's launcher. */
    static Ear hikeshi(int workers) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xms16m", "-Xmx192m"));
        if (Runtime.version().feature() >= 22) command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hearing.class.getName()));
        command.add(Integer.toString(workers));
        return new Ear("Hikeshi, %d worker%s".formatted(workers, workers == 1 ? "" : "s"), command);
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    Usage usage() {
        return new Usage(process.pid());
    }

    Heard heard() throws IOException {
        return ask("now");
    }

    /** After a garbage collection. */
    Heard heardWithLiveHeap() throws IOException {
        return ask("heap");
    }

    /** Returns once so many more were received or dropped than {@code before}, or after a while without. */
    Heard awaitAll(Heard before, long sent) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        var heard = heard();
        while (heard.received() + heard.drops() - before.received() - before.drops() < sent
                && System.nanoTime() < end) {
            Thread.sleep(100);
            heard = heard();
        }
        return heard;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }

    private Heard ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        var figures = Stream.of(answer().split(" ")).mapToLong(Long::parseLong).toArray();
        boolean plain = figures.length == 2;
        return new Heard(
                figures[0], figures[1], plain ? -1 : figures[2], plain ? -1 : figures[3], usage().cpuSeconds());
    }

    private String answer() throws IOException {
        var line = answers.readLine();
        if (line == null) throw new IOException("%s ended; its last words stand above".formatted(name));
        return line.strip();
    }
}
