package io.hikeshi.sensor.kernel;

/**
 * What our programs put into the ring: byte offsets. Both kinds of record start alike; the tail from {@link #ADDRESSES} on
 * exists only where a signal was delivered.
 */
final class DeathRecord {
    /** {@link #DELIVERED}, {@link #ENDED} or {@link #PLACED}. */
    static final int KIND = 0;

    static final int DELIVERED = 1;
    static final int ENDED = 2;
    /** The stack of a thread again; only ids, start and stack are set. */
    static final int PLACED = 3;

    /** Wait status of the whole process; only where it ended. */
    static final int STATUS = 4;
    /** {@code CLOCK_MONOTONIC}. */
    static final int NANOS = 8;
    /** Thread id in the low half, thread group id in the high half. */
    static final int IDS = 16;
    /** Real user id in the low half, group id in the high half. */
    static final int OWNER = 24;

    static final int UNIFIED_CGROUP = 32;
    static final int MEMORY_CGROUP = 40;
    /** Of the leader, {@code CLOCK_BOOTTIME}. */
    static final int START = 48;
    /** Not 0 if the out-of-memory killer chose the process; only where it ended. */
    static final int OOM_MM = 56;

    static final int PARENT = 64;
    static final int NAMESPACE_PID = 68;
    static final int LEADER_COMM = 72;
    static final int THREAD_COMM = 88;
    /** {@code TASK_COMM_LEN} in linux/sched.h. */
    static final int COMM_BYTES = 16;

    static final int ARGUMENT_BYTES_READ = 104;
    /** Negative where the helper failed. */
    static final int ADDRESS_BYTES_READ = 108;
    /** Negative where the helper failed. */
    static final int FRAME_BYTES_READ = 112;
    /** The start of {@code struct kernel_siginfo}: si_signo, si_errno, si_code, then si_addr. */
    static final int SIGINFO = 120;

    static final int SIGINFO_BYTES = 24;
    static final int ARGUMENTS = 144;
    /** More is cut: a command line of a JVM can have many kilobytes. */
    static final int ARGUMENTS_BYTES = 512;

    /** How many of {@link #NAMES} are set; 0 if the walk did not reach the root. */
    static final int NAMES_SET = 116;
    /** The executable's path, innermost name first; an empty name stands where a mount was crossed. */
    static final int NAMES = ARGUMENTS + ARGUMENTS_BYTES;

    static final int MOST_NAMES = 12;
    /** A longer name is cut, which makes the path unknown; it ends with a zero byte. */
    static final int NAME_BYTES = 48;

    static final int ENDED_BYTES = NAMES + MOST_NAMES * NAME_BYTES;

    /** Instruction pointers, 8 bytes each. */
    static final int ADDRESSES = ENDED_BYTES;

    static final int DEPTH = 24;
    /** {@code struct bpf_stack_build_id} each. */
    static final int FRAMES = ADDRESSES + DEPTH * Long.BYTES;

    static final int FRAME_BYTES = 32;
    static final int DELIVERED_BYTES = FRAMES + DEPTH * FRAME_BYTES;

    private DeathRecord() {}
}
