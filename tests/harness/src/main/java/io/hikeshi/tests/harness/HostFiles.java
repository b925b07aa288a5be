package io.hikeshi.tests.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of this machine for a virtual one, where they have the same names; and with them the Java that runs here. */
final class HostFiles {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path ROOT = Path.of("/");
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    /** Large, and of no use to a program that is only run. */
    private static final List<String> LEFT_OUT = List.of("src.zip", "ct.sym", "*nocoops*.jsa", "libawt*", "*.jmod");

    /** Between them they need every system library that the JDK does. */
    private static final List<String> PROGRAMS = List.of("bin/java", "lib/server/libjvm.so", "lib/libzip.so");

    /** A line of ldd's. */
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Workspace workspace;

    HostFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @return an archive, which a machine can have as its disk */
    Path pack(List<Path> files) {
        var archive = workspace.file("files.tar");
        var all = new ArrayList<>(files);
        Stream.of("bin/java", "lib", "conf").map(JDK::resolve).forEach(all::add);
        all.addAll(libraries());
        run(Command.of("tar", "--create", "--dereference", "--file=" + archive, "--directory=" + ROOT)
                .with(LEFT_OUT.stream().map(name -> "--exclude=" + name).toArray())
                .with(all.stream().map(ROOT::relativize).toArray()));
        return archive;
    }

    private List<Path> libraries() {
        var programs = PROGRAMS.stream().map(JDK::resolve).toArray();
        return LIBRARY.matcher(run(Command.of("ldd").with(programs)))
                .results()
                .map((MatchResult line) -> Path.of(line.group(1)).normalize())
                .filter(library -> !library.startsWith(JDK))
                .distinct()
                .toList();
    }

    private String run(Command command) {
        var name = command.words().get(0);
        try (var child = command.start(workspace.folder(), name)) {
            if (child.awaitExit(PATIENCE) == 0) return child.output();
            throw new IllegalStateException("cannot pack files for a virtual machine: " + name + ": " + child.errors());
        }
    }
}
