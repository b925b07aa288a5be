package io.hikeshi.sensor.netconsole.target;

import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Brings a machine's netconsole about. Each step that is done already is left out, so it may be run again and again. */
public final class Setup {
    private static final int LONGEST_OUTPUT = 300;

    private final Host host;
    private final Targets targets;

    public Setup(Host host) {
        this(host, Targets.of(host));
    }

    Setup(Host host, Targets targets) {
        this.host = host;
        this.targets = targets;
    }

    /**
     * Loads the module and mounts configfs where that is still to be done, and the rights suffice.
     *
     * @throws IOException if no target could be made afterwards
     */
    public void prepare() throws InterruptedException, IOException {
        if (targets.areSupported()) return;
        var said = new ArrayList<String>();
        said.add(tried("modprobe", "netconsole"));
        if (!targets.areSupported())
            said.add(tried("mount", "-t", "configfs", "none", host.configfs().toString()));
        if (targets.areSupported()) return;
        throw new IOException("cannot make netconsole targets, because there is no " + host.targets() + ": tried "
                + String.join(", then ", said)
                + "; load netconsole and mount configfs on the node itself (as root), or use the module's parameter");
    }

    /**
     * Makes our targets what they should be and takes away those of ours that are in no plan any more.
     *
     * @return what was done, a line each
     */
    public List<String> apply(List<Target> planned) throws IOException {
        var done = new ArrayList<String>();
        for (var target : planned) {
            done.add(targets.apply(target) + ' ' + target.name() + " receiver=" + target.receiver());
        }
        var names = planned.stream().map(Target::name).toList();
        done.addAll(remove(
                targets.ours().stream().filter(name -> !names.contains(name)).toList()));
        return done;
    }

    /** Takes all of ours away. */
    public List<String> removeAll() throws IOException {
        return remove(targets.ours());
    }

    /** How the present targets differ from the plan; empty if in nothing. */
    public List<Remark> differences(List<Target> planned) throws IOException {
        var remarks = new ArrayList<Remark>();
        for (var target : planned) {
            var folder = targets.folder(target.name());
            if (!folder.exists()) {
                remarks.add(
                        Remark.problem("there is no target " + target.name() + " to " + target.receiver(), "--apply"));
                continue;
            }
            var files = folder.differences(target);
            if (files.isEmpty()) continue;
            remarks.add(Remark.problem(
                    "the target " + target.name() + " is not as planned: " + String.join(", ", files), "--apply"));
        }
        return remarks;
    }

    /** Whom our present targets send to. */
    public List<Endpoint> receivers() throws IOException {
        var receivers = new ArrayList<Endpoint>();
        for (var name : targets.ours()) targets.folder(name).receiver().ifPresent(receivers::add);
        return receivers;
    }

    /** Until the next boot. */
    public void setLoglevel(int level) throws IOException {
        var file = host.proc().resolve("sys/kernel/printk");
        try {
            Files.writeString(file, Integer.toString(level), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "cannot set the console's log level in " + file + ": " + e.getMessage()
                            + "; be root, or set kernel.printk on the node",
                    e);
        }
    }

    private List<String> remove(List<String> names) throws IOException {
        for (var name : names) targets.remove(name);
        return names.stream().map(name -> "removed " + name).toList();
    }

    private String tried(String... words) throws InterruptedException {
        String command = String.join(" ", words);
        try {
            var result = host.commands().run(List.of(words));
            String output = Text.printable(result.output().strip(), LONGEST_OUTPUT);
            return command + " (exit code " + result.exitCode() + (output.isEmpty() ? ")" : ": " + output + ')');
        } catch (IOException e) {
            return command + " (" + e.getMessage() + ')';
        }
    }
}
