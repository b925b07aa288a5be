package io.hikeshi.sensor.netconsole.oops;

import java.util.ArrayList;
import java.util.List;

/**
 * By what lines a report of trouble begins. Nearly every line of a log begins none, and this is asked of each, so the first
 * letter decides before anything is compared.
 */
final class Beginnings {
    private static final int LETTERS = 128;

    /** @param within stands somewhere behind the start */
    private record Beginning(String start, String within) {
        boolean fits(String text) {
            return text.startsWith(start) && (within.isEmpty() || text.indexOf(within, start.length()) >= 0);
        }
    }

    private final List<List<Beginning>> byLetter = new ArrayList<>();

    /** @param warnings also what a kernel only warns of: WARN_ON, lockdep, UBSAN */
    Beginnings(boolean warnings) {
        for (int letter = 0; letter < LETTERS; letter++) byLetter.add(new ArrayList<>());
        addFaults();
        addStalls();
        addHardware();
        addStorage();
        addMemory();
        if (warnings) addWarnings();
    }

    boolean include(String text) {
        if (text.isEmpty() || text.charAt(0) >= LETTERS) return false;
        for (var beginning : byLetter.get(text.charAt(0))) if (beginning.fits(text)) return true;
        return false;
    }

    /** arch/x86/mm/fault.c, arch/x86/kernel/traps.c, arch/arm64/mm/fault.c, lib/bug.c */
    private void addFaults() {
        add("BUG", "");
        add("kernel BUG at ", "");
        add("Oops: ", "");
        add("Internal error: ", "");
        add("Unable to handle kernel ", "");
        add("Insufficient stack space", "");
        add("PANIC: ", "");
        add("general protection fault", "[#");
        add("divide error: ", "[#");
        add("invalid opcode: ", "[#");
        add("stack segment: ", "[#");
        add("double fault: ", "[#");
    }

    /** kernel/watchdog.c, kernel/watchdog_perf.c, kernel/hung_task.c, kernel/rcu/tree_stall.h, net/core/dev.c */
    private void addStalls() {
        add("watchdog: ", "BUG: ");
        add("watchdog: ", "LOCKUP");
        add("NMI watchdog: ", "BUG: ");
        add("NMI watchdog: ", "LOCKUP");
        add("INFO: task ", "");
        add("INFO: rcu", "");
        add("rcu: INFO: ", "");
        add("unregister_netdevice: waiting for ", "");
    }

    /** arch/x86/kernel/cpu/mce/core.c, drivers/firmware/efi/cper.c, drivers/edac/edac_mc.c, mm/memory-failure.c */
    private void addHardware() {
        add("mce: [Hardware Error]", "");
        add("mce: Uncorrected", "");
        add("[Hardware Error]", "");
        add("{", "[Hardware Error]");
        add("EDAC MC", " CE ");
        add("EDAC MC", " UE ");
        add("Memory failure: ", "");
    }

    /** block/blk-core.c, fs/buffer.c, fs/ext4/super.c, fs/xfs/xfs_message.c, fs/btrfs/messages.c, drivers/nvme/host/pci.c */
    private void addStorage() {
        add("I/O error, dev ", "");
        add("critical ", " error, dev ");
        add("blk_update_request: ", " error, dev ");
        add("print_req_error: ", " error, dev ");
        add("Buffer I/O error on dev", "");
        add("EXT4-fs error", "");
        add("EXT4-fs (", "Remounting filesystem read-only");
        add("XFS (", "rror");
        add("XFS (", "orrupt");
        add("BTRFS error", "");
        add("BTRFS critical", "");
        add("nvme nvme", "timeout");
        add("nvme nvme", "controller is down");
    }

    /** mm/oom_kill.c */
    private void addMemory() {
        add("oom-kill:", "");
        add("Out of memory: ", "");
        add("Memory cgroup out of memory: ", "");
    }

    private void addWarnings() {
        add("WARNING: ", "");
        add("UBSAN: ", "");
        add("INFO: ", " detected");
    }

    private void add(String start, String within) {
        byLetter.get(start.charAt(0)).add(new Beginning(start, within));
    }
}
