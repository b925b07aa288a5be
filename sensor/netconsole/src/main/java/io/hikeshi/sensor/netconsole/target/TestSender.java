package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Makes this machine's kernel log a {@link TestLine}. Written to {@code /dev/kmsg} where that is allowed; a container
 * mostly may not, so our targets are restarted with the test in their userdata, and the kernel's own line about that
 * carries it.
 */
public final class TestSender implements AutoCloseable {
    /** {@code LOG_USER} of syslog.h: never the kernel's own. */
    private static final int FACILITY_USER = 1;

    private static final int NOTICE = 5;
    private static final int ALERT = 1;

    private final Host host;
    private final Targets targets;
    private List<String> restarted = List.of();

    public TestSender(Host host) {
        this(host, Targets.of(host));
    }

    TestSender(Host host, Targets targets) {
        this.host = host;
        this.targets = targets;
    }

    /**
     * Sends it by every target of ours.
     *
     * @return how, for people
     * @throws IOException if there is no way to
     */
    public String send(TestLine test) throws IOException {
        if (targets.ours().isEmpty())
            throw new IOException("cannot test: there is no target hikeshi-<n>; --apply makes them");
        try {
            Files.writeString(host.kmsg(), "<" + priority() + '>' + test.text() + '\n', StandardOpenOption.WRITE);
            return "a line written to " + host.kmsg();
        } catch (IOException e) {
            return restartTargets(test, e);
        }
    }

    /** Takes the test out of the userdata again. */
    @Override
    public void close() throws IOException {
        for (var name : restarted) targets.folder(name).forgetTest();
    }

    private String restartTargets(TestLine test, IOException why) throws IOException {
        var able = targets.ours().stream()
                .filter(name -> targets.folder(name).hasUserdata())
                .toList();
        if (able.isEmpty()) {
            throw new IOException(
                    "cannot test: " + host.kmsg() + " cannot be written (" + why.getMessage()
                            + "), and this kernel has no userdata; run this as root on the node itself",
                    why);
        }
        restarted = able;
        for (var name : able) targets.folder(name).restartFor(test);
        return "the restart of " + String.join(", ", able);
    }

    /** Urgent enough for the console's log level, but no more than that. */
    private int priority() {
        int loglevel = Kernel.read(host).loglevel();
        int level = loglevel < 0 ? NOTICE : Math.max(ALERT, Math.min(NOTICE, loglevel - 1));
        return FACILITY_USER << 3 | level;
    }
}
