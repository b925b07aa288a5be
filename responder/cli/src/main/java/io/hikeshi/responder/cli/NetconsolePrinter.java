package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.sensor.netconsole.target.Plan;
import io.hikeshi.sensor.netconsole.target.Remark;
import io.hikeshi.sensor.netconsole.target.Target;
import io.hikeshi.sensor.netconsole.target.TestLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What {@code hikeshi netconsole} says. */
final class NetconsolePrinter {
    private static final int LONGEST_VALUE = 100;

    private final PrintStream out;

    NetconsolePrinter(PrintStream out) {
        this.out = out;
    }

    void remarks(List<Remark> remarks) {
        for (var remark : remarks) {
            out.println(remark.severity().name().toLowerCase(Locale.ROOT) + ": " + remark.what());
            if (!remark.advice().isEmpty()) out.println("    what to do: " + remark.advice());
        }
    }

    /** What a person would do instead of --apply, and for the time before it can run. */
    void steps(Plan plan, Path targets, OptionalInt loglevel, @Nullable String node) {
        if (plan.targets().isEmpty()) return;
        out.println();
        out.println("until the next boot (what --apply does; as root):");
        out.println("  modprobe netconsole");
        for (var target : plan.targets()) target.steps(targets).forEach(step -> out.println("  " + step));
        loglevel.ifPresent(level -> out.println("  echo " + level + " > /proc/sys/kernel/printk"));
        plan.nonce()
                .ifPresent(nonce -> out.println("  kubectl annotate --overwrite node " + (node == null ? "NODE" : node)
                        + ' ' + NodeNonce.ANNOTATION + '=' + nonce.registered()));
        atBoot(Target.parameter(plan.targets()), loglevel);
    }

    void done(List<String> lines) {
        lines.forEach(out::println);
    }

    void registered(String node, Plan plan) {
        out.println("registered node=" + node + " nonce="
                + plan.nonce().map(NodeNonce::registered).orElse("none"));
    }

    void sent(TestLine test, String how) {
        out.println("sent test=" + test.token() + " by " + how);
    }

    void unconfirmed(List<Confirmation> silent) {
        for (var confirmation : silent) {
            out.println("problem: " + confirmation.receiver() + " did not confirm the test: " + confirmation.problem());
        }
        if (silent.isEmpty()) return;
        out.println(
                "    what to do: see that UDP passes every firewall on the way (netpoll passes this machine's own by),");
        out.println(
                "    that the MAC address is the next hop's (--check), that the receiver has this address and listens");
        out.println("    there, that the console's log level lets notices through (--loglevel 7); or say where the");
        out.println("    receiver answers: --confirm http://ADDRESS:PORT");
    }

    void confirmed(Confirmation confirmation) {
        var seen = confirmation.seen();
        if (seen == null) return;
        out.println("confirmed receiver=" + confirmation.receiver() + " source=" + shown(seen.address()) + " port="
                + seen.port() + " format=" + shown(seen.format()) + " nonce=" + shown(seen.nonce()));
    }

    private void atBoot(String parameter, OptionalInt loglevel) {
        String level = loglevel.isPresent() ? " loglevel=" + loglevel.getAsInt() : "";
        out.println();
        out.println("at every boot, as early as possible and without configfs (these lines carry no nonce):");
        out.println("  /etc/modules-load.d/netconsole.conf:      netconsole");
        out.println("  /etc/modprobe.d/hikeshi-netconsole.conf:  options netconsole " + parameter);
        out.println("or on the kernel's command line (without \"netconsole.\" where it is built in):");
        out.println("  netconsole." + parameter + level);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "unknown" : Text.printable(value, LONGEST_VALUE);
    }
}
