package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.netconsole.title.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names what a kernel complained of. */
@Command(name = "oops")
final class OopsCommand extends Helpful implements Callable<Integer> {
    private static final int LONGEST_ERROR = 300;

    @Parameters(arity = "1..*", paramLabel = "FILE")
    List<String> files = List.of();

    @Option(names = "--json")
    boolean json;

    private final Streams streams;
    private final InputStream standardInput;

    OopsCommand(Streams streams, InputStream standardInput) {
        this.streams = streams;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        boolean allRead = true;
        for (String file : files) allRead &= name(file);
        return allRead ? 0 : Hikeshi.FAILED;
    }

    /** False if the file could not be read; the others are read all the same. */
    private boolean name(String file) {
        try {
            var line = new OopsLine(file, Report.of(ConsoleFile.read(file, standardInput)));
            streams.out().println(json ? line.json() : line.text());
            return true;
        } catch (IOException | InvalidPathException e) {
            streams.err().println("hikeshi: cannot read " + Text.quoted(file) + ": " + reason(e));
            streams.err()
                    .println("  what to do: name files of at most 16 MiB with what a kernel printed, or - for stdin");
            return false;
        }
    }

    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException) return "there is no such file";
        if (e instanceof AccessDeniedException) return "permission denied";
        return Text.printable(String.valueOf(e.getMessage()), LONGEST_ERROR);
    }
}
