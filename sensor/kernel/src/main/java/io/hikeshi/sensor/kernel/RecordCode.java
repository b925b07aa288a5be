package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.*;
import static io.hikeshi.sensor.kernel.Width.DOUBLE;
import static io.hikeshi.sensor.kernel.Width.WORD;

import java.io.IOException;

/**
 * Writes the eBPF that both programs share: R8 holds the {@code task_struct}, R9 the record in the ring, R7 is scratch. A read
 * of kernel memory that fails leaves zeros, so that a chain of reads needs no checks: it ends in zeros too.
 */
final class RecordCode {
    /** Where a program leaves when it has nothing to tell. */
    static final String OUT = "out";

    /** Scratch on the stack. */
    private static final int SLOT = -8;

    private static final int ARGUMENTS_START = -16;
    private static final int ARGUMENTS_END = -24;
    private static final int COUNTER_KEY = -32;
    private static final int THREAD = -56;
    private static final int NOTHING = -64;
    /** {@code BPF_F_USER_STACK} and {@code BPF_F_USER_BUILD_ID} in linux/bpf.h. */
    static final int USER_STACK = 1 << 8;

    static final int USER_BUILD_ID = 1 << 11;
    /** {@code BPF_STACK_BUILD_ID_IP}: only the address. */
    static final int BUILD_ID_IP = 2;

    /** {@code MAX_PID_NS_LEVEL} is 32 in linux/pid_namespace.h; a mask keeps the verifier content. */
    private static final int LEVEL_MASK = 31;

    private final Assembler code;
    private final Btf types;

    RecordCode(Assembler code, Btf types) {
        this.code = code;
        this.types = types;
    }

    /** {@code to = from->member}. */
    void follow(Register to, Register from, String structure, String member) throws IOException {
        follow(to, from, types.offset(structure, member));
    }

    void follow(Register to, Register from, int offset) {
        read(FP, SLOT, Long.BYTES, from, offset);
        code.load(DOUBLE, to, FP, SLOT);
    }

    /** {@code to = (u32) from->member}. */
    void followWord(Register to, Register from, String structure, String member) throws IOException {
        read(FP, SLOT, Integer.BYTES, from, types.offset(structure, member));
        code.load(WORD, to, FP, SLOT);
    }

    /** {@code record[offset] = from->member}. */
    void copy(int offset, int bytes, Register from, String structure, String member) throws IOException {
        read(R9, offset, bytes, from, types.offset(structure, member));
    }

    void read(Register to, int toOffset, int bytes, Register from, int fromOffset) {
        code.move(R3, from).plus(R3, fromOffset);
        code.move(R1, to).plus(R1, toOffset);
        code.move(R2, bytes).call(Helper.PROBE_READ_KERNEL);
    }

    /** Takes room in the ring, or counts a drop and ends the program. */
    void reserve(int ring, int bytes) {
        code.moveMap(R1, ring).move(R2, bytes).move(R3, 0).call(Helper.RINGBUF_RESERVE);
        code.jumpIfEqual(R0, 0, "drop").move(R9, R0);
    }

    /** What the kernel tells of the running thread. */
    void identity(int kind) {
        code.store(WORD, R9, DeathRecord.KIND, kind);
        code.call(Helper.KTIME_GET_NS).store(DOUBLE, R9, DeathRecord.NANOS, R0);
        code.call(Helper.GET_CURRENT_PID_TGID).store(DOUBLE, R9, DeathRecord.IDS, R0);
        code.call(Helper.GET_CURRENT_UID_GID).store(DOUBLE, R9, DeathRecord.OWNER, R0);
        code.call(Helper.GET_CURRENT_CGROUP_ID).store(DOUBLE, R9, DeathRecord.UNIFIED_CGROUP, R0);
        code.move(R1, R9).plus(R1, DeathRecord.THREAD_COMM).move(R2, DeathRecord.COMM_BYTES);
        code.call(Helper.GET_CURRENT_COMM);
    }

    /** What its {@code task_struct} tells of the process. */
    void process() throws IOException {
        start();
        copy(DeathRecord.LEADER_COMM, DeathRecord.COMM_BYTES, R7, "task_struct", "comm");
        namespacePid();
        follow(R7, R8, "task_struct", "real_parent");
        copy(DeathRecord.PARENT, Integer.BYTES, R7, "task_struct", "tgid");
        memoryCgroup();
        arguments();
        new PathWalk(code, types, this).executable();
    }

    /** When the process started; leaves its leader in R7. */
    void start() throws IOException {
        follow(R7, R8, "task_struct", "group_leader");
        copy(DeathRecord.START, Long.BYTES, R7, "task_struct", "start_boottime");
    }

    /**
     * The user stack of the running thread; R6 holds the program's context. Works by frame pointers: code built without them gives its
     * innermost frame and then guesses. Build ids need the lock of the memory map, for which a program must not wait. They are
     * missing beside a thread that just changes the map and, with interrupts off, after another program that just read a stack
     * ({@code bpf_mmap_unlock_get_irq_work} in kernel/bpf/mmap_unlock_work.h).
     */
    void stack() {
        stack(DeathRecord.ADDRESSES, Long.BYTES, USER_STACK, DeathRecord.ADDRESS_BYTES_READ);
        stack(DeathRecord.FRAMES, DeathRecord.FRAME_BYTES, USER_STACK | USER_BUILD_ID, DeathRecord.FRAME_BYTES_READ);
    }

    private void stack(int offset, int frame, int flags, int result) {
        code.move(R1, R6)
                .move(R2, R9)
                .plus(R2, offset)
                .move(R3, DeathRecord.DEPTH * frame)
                .move(R4, flags);
        code.call(Helper.GET_STACK).store(WORD, R9, result, R0);
    }

    /** Adds the running thread to a set if the innermost frame of its stack has no build id. */
    void noteUnplaced(int threads) {
        code.load(WORD, R1, R9, DeathRecord.FRAMES).jumpUnlessEqual(R1, BUILD_ID_IP, "placed");
        code.load(DOUBLE, R1, R9, DeathRecord.IDS).store(DOUBLE, FP, THREAD, R1).store(DOUBLE, FP, NOTHING, 0);
        code.moveMap(R1, threads)
                .move(R2, FP)
                .plus(R2, THREAD)
                .move(R3, FP)
                .plus(R3, NOTHING)
                .move(R4, 0);
        code.call(Helper.MAP_UPDATE_ELEM).label("placed");
    }

    /** Takes the running thread out of a set, or ends the program if it is not in there. */
    void takeThread(int threads) {
        code.call(Helper.GET_CURRENT_PID_TGID).store(DOUBLE, FP, THREAD, R0);
        code.moveMap(R1, threads).move(R2, FP).plus(R2, THREAD).call(Helper.MAP_DELETE_ELEM);
        code.jumpUnlessEqual(R0, 0, OUT);
    }

    /** {@code pid->numbers[pid->level].nr} of the leader in R7: the pid as the innermost namespace counts it. */
    private void namespacePid() throws IOException {
        follow(R7, R7, "task_struct", "thread_pid");
        followWord(R1, R7, "pid", "level");
        code.and(R1, LEVEL_MASK).times(R1, types.size("upid")).plus(R7, R1);
        read(
                R9,
                DeathRecord.NAMESPACE_PID,
                Integer.BYTES,
                R7,
                types.offset("pid", "numbers") + types.offset("upid", "nr"));
    }

    /** In v1 and hybrid set-ups pods live in the memory controller's hierarchy, which the v2 helper cannot see. */
    private void memoryCgroup() throws IOException {
        code.store(DOUBLE, R9, DeathRecord.MEMORY_CGROUP, 0);
        var controller = types.enumValue("cgroup_subsys_id", "memory_cgrp_id");
        if (controller.isEmpty()) return;
        follow(R7, R8, "task_struct", "cgroups");
        follow(R7, R7, types.offset("css_set", "subsys") + Long.BYTES * controller.getAsInt());
        follow(R7, R7, "cgroup_subsys_state", "cgroup");
        follow(R7, R7, "cgroup", "kn");
        copy(DeathRecord.MEMORY_CGROUP, Long.BYTES, R7, "kernfs_node", "id");
    }

    /** As {@code /proc/<pid>/cmdline} would show it, while there is memory to read: not after a swap, nor after exit_mm. */
    private void arguments() throws IOException {
        follow(R7, R8, "task_struct", "mm");
        read(FP, ARGUMENTS_START, Long.BYTES, R7, types.offset("mm_struct", "arg_start"));
        read(FP, ARGUMENTS_END, Long.BYTES, R7, types.offset("mm_struct", "arg_end"));
        code.load(DOUBLE, R3, FP, ARGUMENTS_START)
                .load(DOUBLE, R2, FP, ARGUMENTS_END)
                .minus(R2, R3);
        code.jumpUnlessAbove(R2, DeathRecord.ARGUMENTS_BYTES, "fits");
        code.move(R2, DeathRecord.ARGUMENTS_BYTES).label("fits");
        code.store(WORD, R9, DeathRecord.ARGUMENT_BYTES_READ, R2);
        code.move(R1, R9).plus(R1, DeathRecord.ARGUMENTS).call(Helper.PROBE_READ_USER);
        code.jumpIfEqual(R0, 0, "arguments read");
        code.store(WORD, R9, DeathRecord.ARGUMENT_BYTES_READ, 0).label("arguments read");
    }

    /** Hands the record over, and ends the program; also where it goes that has nothing to tell, or no room. */
    void submit(int drops) {
        code.move(R1, R9).move(R2, 0).call(Helper.RINGBUF_SUBMIT);
        code.label(OUT).move(R0, 0).exit();
        code.label("drop").store(WORD, FP, COUNTER_KEY, 0);
        code.moveMap(R1, drops).move(R2, FP).plus(R2, COUNTER_KEY).call(Helper.MAP_LOOKUP_ELEM);
        code.jumpIfEqual(R0, 0, OUT).move(R1, 1).addAtomic(R0, 0, R1).jump(OUT);
    }
}
