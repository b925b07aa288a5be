package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.*;
import static io.hikeshi.sensor.kernel.Width.DOUBLE;
import static io.hikeshi.sensor.kernel.Width.WORD;

import java.io.IOException;

/**
 * Writes the eBPF that finds the executable's path as the process itself would spell it: from its directory entry up to the
 * process's root directory, over mounts. A dead process cannot be asked any more, and its arguments may lie. Loses R7 and R8.
 */
final class PathWalk {
    /** Scratch on the stack. */
    private static final int ROOT_MOUNT = -40;

    private static final int ROOT_ENTRY = -48;

    private final Assembler code;
    private final Btf types;
    private final RecordCode record;

    PathWalk(Assembler code, Btf types, RecordCode record) {
        this.code = code;
        this.types = types;
        this.record = record;
    }

    /** R8 holds the {@code task_struct}. The walk is unrolled, because kernels before 6.4 have no open-ended loops. */
    void executable() throws IOException {
        code.store(WORD, R9, DeathRecord.NAMES_SET, 0);
        root();
        record.follow(R7, R8, "task_struct", "mm");
        record.follow(R7, R7, "mm_struct", "exe_file");
        int path = types.offset("file", "f_path");
        record.follow(R8, R7, path + types.offset("path", "mnt"));
        record.follow(R7, R7, path + types.offset("path", "dentry"));
        for (int step = 0; step < DeathRecord.MOST_NAMES; step++) step(step);
        code.label("path known");
    }

    private void root() throws IOException {
        int root = types.offset("fs_struct", "root");
        record.follow(R7, R8, "task_struct", "fs");
        record.read(FP, ROOT_MOUNT, Long.BYTES, R7, root + types.offset("path", "mnt"));
        record.read(FP, ROOT_ENTRY, Long.BYTES, R7, root + types.offset("path", "dentry"));
    }

    /** R7 is a {@code struct dentry}, R8 the {@code struct vfsmount} that it is seen in. */
    private void step(int step) throws IOException {
        var name = DeathRecord.NAMES + step * DeathRecord.NAME_BYTES;
        code.load(DOUBLE, R1, FP, ROOT_ENTRY).jumpUnlessEqual(R7, R1, "below root " + step);
        code.load(DOUBLE, R1, FP, ROOT_MOUNT).jumpUnlessEqual(R8, R1, "below root " + step);
        code.store(WORD, R9, DeathRecord.NAMES_SET, step).jump("path known");

        code.label("below root " + step);
        record.follow(R1, R8, "vfsmount", "mnt_root");
        code.jumpUnlessEqual(R7, R1, "name " + step);
        crossMount();
        code.store(WORD, R9, name, 0).jump("next " + step);

        code.label("name " + step);
        record.follow(R3, R7, types.offset("dentry", "d_name") + types.offset("qstr", "name"));
        code.move(R1, R9).plus(R1, name).move(R2, DeathRecord.NAME_BYTES).call(Helper.PROBE_READ_KERNEL_STR);
        record.follow(R7, R7, "dentry", "d_parent");
        code.label("next " + step);
    }

    /** Goes on where the mount was put, in the mount that is there: {@code struct mount} in fs/mount.h. */
    private void crossMount() throws IOException {
        int self = types.offset("mount", "mnt");
        record.follow(R7, R8, types.offset("mount", "mnt_mountpoint") - self);
        record.follow(R8, R8, types.offset("mount", "mnt_parent") - self);
        code.plus(R8, self);
    }
}
