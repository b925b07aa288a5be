package io.hikeshi.sensor.netconsole.target;

import java.util.ArrayList;
import java.util.List;

/** What a kernel keeps from its consoles, or cannot do. */
final class KernelChecks {
    private KernelChecks() {}

    static List<Remark> of(Kernel kernel, Wishes wishes, boolean supported) {
        var remarks = new ArrayList<Remark>();
        if (!supported) remarks.add(unsupported(kernel));
        int loglevel = wishes.loglevel().orElse(kernel.loglevel());
        if (loglevel >= 0 && loglevel < Kernel.TALKATIVE) remarks.add(quiet(loglevel));
        remarks.addAll(formatOf(kernel, wishes));
        if (kernel.bootTarget()) {
            remarks.add(Remark.note("the kernel's command line has a netconsole target of its own, which goes on beside"
                    + " these: a receiver of both gets each line twice"));
        }
        remarks.add(afterPanic(kernel.panicSeconds()));
        return remarks;
    }

    private static List<Remark> formatOf(Kernel kernel, Wishes wishes) {
        var remarks = new ArrayList<Remark>();
        if (!wishes.extended()) {
            remarks.add(Remark.warning(
                    "the basic format does not say who logged a line: whoever may write /dev/kmsg can forge a panic",
                    "--format extended"));
            if (!kernel.printsTimes()) {
                remarks.add(Remark.warning(
                        "printk.time is off, and the basic format then has no times: panics are told apart by reason alone",
                        "echo Y > /sys/module/printk/parameters/time, and printk.time=1 on the kernel's command line"));
            }
        } else if (!kernel.hasUserdata()) {
            remarks.add(Remark.warning(
                    "this kernel (" + kernel.release() + ") has no userdata, so its lines carry no nonce",
                    "Linux 6.9 has it; until then a panic's sender is told by its address alone"));
        }
        return remarks;
    }

    private static Remark unsupported(Kernel kernel) {
        return switch (kernel.netconsole()) {
            case ABSENT ->
                Remark.problem(
                        "this kernel (" + kernel.release() + ") has no netconsole",
                        "install the package with all its modules, or a kernel built with CONFIG_NETCONSOLE");
            case PRESENT ->
                Remark.problem(
                        "netconsole runs, but targets cannot be made: configfs is not mounted, or CONFIG_NETCONSOLE_DYNAMIC is not set",
                        "mount -t configfs none /sys/kernel/config, or use the module's parameter below");
            case LOADABLE, UNKNOWN ->
                Remark.warning(
                        "netconsole is not loaded",
                        "modprobe netconsole (--apply tries it), and write netconsole to /etc/modules-load.d/netconsole.conf");
        };
    }

    /** A panic itself always arrives: {@code console_verbose} lets everything through once a kernel oopses or panics. */
    private static Remark quiet(int loglevel) {
        return Remark.warning(
                "the console's log level " + loglevel + " keeps back lines of level " + loglevel
                        + " and above, and with them what came before a panic",
                "--loglevel " + Kernel.TALKATIVE);
    }

    private static Remark afterPanic(int seconds) {
        if (seconds == 0) {
            return Remark.note("kernel.panic=0: after a panic this machine stays dead until somebody resets it"
                    + " (kubelet sets 10 unless told otherwise)");
        }
        return Remark.note("kernel.panic=" + seconds + ": after a panic this machine reboots "
                + (seconds < 0 ? "at once" : "after " + seconds + " s") + ", and its pods come back with it");
    }
}
