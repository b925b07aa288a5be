package io.hikeshi.sensor.netconsole.title;

import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.List;

/** Trouble of the machine that a kernel tells in a line, without a trace; the gravest first, wherever it stands. */
final class Ailments {
    private static final String DEVICE = "([A-Za-z0-9_!/.-]{1,64})";

    static final List<Sign> ALL = List.of(
            // mm/oom_kill.c
            of(
                    "^Memory cgroup out of memory: Kill(?:ed)? process \\d+ \\((.{1,64}?)\\)",
                    "memory cgroup out of memory: killed $1",
                    Kind.OUT_OF_MEMORY),
            of(
                    "^Out of memory: Kill(?:ed)? process \\d+ \\((.{1,64}?)\\)",
                    "out of memory: killed $1",
                    Kind.OUT_OF_MEMORY),
            of("^oom-kill:.*,task=(.{1,64}?),pid=", "out of memory: killed $1", Kind.OUT_OF_MEMORY),
            of("^Out of memory", "out of memory", Kind.OUT_OF_MEMORY),

            // drivers/firmware/efi/cper.c, arch/x86/kernel/cpu/mce/core.c, drivers/edac/edac_mc.c, mm/memory-failure.c
            of(
                    "\\[Hardware Error\\]: event severity: (\\w+)",
                    "hardware error: $1, told by firmware",
                    Kind.HARDWARE_ERROR),
            of(
                    "\\[Hardware Error\\]: .*Machine [Cc]heck.* Bank (\\d{1,3})",
                    "hardware error: machine check in bank $1",
                    Kind.HARDWARE_ERROR),
            of("^EDAC (MC\\d{1,3}): \\d+ ([CU]E)", "hardware error: $2 of memory controller $1", Kind.HARDWARE_ERROR),
            of("^Memory failure: 0x[0-9a-f]+: (.{1,80})", "hardware error: memory failure: $1", Kind.HARDWARE_ERROR),
            of("\\[Hardware Error\\]:? (.{1,80})", "hardware error: $1", Kind.HARDWARE_ERROR),
            of("^mce: (Uncorrected .{1,80})", "hardware error: $1", Kind.HARDWARE_ERROR),

            // fs/ext4/super.c, fs/btrfs/messages.c, fs/xfs, drivers/nvme/host/pci.c, block/blk-core.c, fs/buffer.c
            of(
                    "^EXT4-fs \\(" + DEVICE + "\\): Remounting filesystem read-only",
                    "file system of $1 is now read-only",
                    Kind.IO_ERROR),
            of(
                    "^(EXT4|BTRFS)(?:-fs)?:? (?:error|critical) \\(device " + DEVICE + "\\)",
                    "$1 error on $2",
                    Kind.IO_ERROR),
            of("^(XFS) \\(" + DEVICE + "\\): ", "$1 error on $2", Kind.IO_ERROR),
            of("^nvme (nvme\\d{1,4}): .*(timeout|controller is down)", "$1: $2", Kind.IO_ERROR),
            of("error, dev " + DEVICE, "I/O error on $1", Kind.IO_ERROR),
            of("^Buffer I/O error on dev(?:ice)? " + DEVICE, "I/O error on $1", Kind.IO_ERROR));

    private Ailments() {}

    private static Sign of(String line, String title, Kind kind) {
        return Sign.of(line, title, kind, Suspect.NOBODY);
    }
}
