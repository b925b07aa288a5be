package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.*;
import static io.hikeshi.sensor.kernel.Width.DOUBLE;
import static io.hikeshi.sensor.kernel.Width.WORD;

import java.io.IOException;

/**
 * Runs in each thread that ends, and tells of the last of its process: {@code TP_PROTO(struct task_struct *p, ...)} in
 * trace/events/sched.h. Two threads that end at once may both find that they are the last.
 */
final class ExitProgram {
    static final String TRACEPOINT = "sched_process_exit";

    private static final int TASK = 0;
    /** {@code SIGNAL_GROUP_EXIT} in linux/sched/signal.h. */
    private static final int SIGNAL_GROUP_EXIT = 4;

    /** In linux/sched.h. */
    private static final int PF_KTHREAD = 0x00200000;

    private static final int SIGNAL_BITS = 0x7f;
    private static final String WANTED = "wanted";

    private ExitProgram() {}

    /** Deaths that nobody wants never leave the kernel: a process that exits with status 0 costs three reads. */
    static byte[] assemble(Btf types, int ring, int drops, boolean killed, boolean exited) throws IOException {
        var code = new Assembler();
        var record = new RecordCode(code, types);
        code.load(DOUBLE, R8, R1, TASK);
        record.follow(R7, R8, "task_struct", "signal");
        record.followWord(R1, R7, "signal_struct", "live");
        code.jumpUnlessEqual(R1, 0, RecordCode.OUT);
        status(code, record);
        filter(code, record, killed, exited);
        keepProcesses(code, record);
        record.reserve(ring, DeathRecord.ENDED_BYTES);
        code.store(WORD, R9, DeathRecord.STATUS, R6);
        record.identity(DeathRecord.ENDED);
        record.copy(DeathRecord.OOM_MM, Long.BYTES, R7, "signal_struct", "oom_mm");
        record.process();
        record.submit(drops);
        return code.assemble();
    }

    /** R6 = what wait(2) will say: the group's status if there is one, else the leader's; never an odd thread's. */
    private static void status(Assembler code, RecordCode record) throws IOException {
        record.followWord(R1, R7, "signal_struct", "flags");
        code.and(R1, SIGNAL_GROUP_EXIT).jumpIfEqual(R1, 0, "leader");
        record.followWord(R6, R7, "signal_struct", "group_exit_code");
        code.jump("status");
        code.label("leader");
        record.follow(R1, R8, "task_struct", "group_leader");
        record.followWord(R6, R1, "task_struct", "exit_code");
        code.label("status");
    }

    /** A kernel thread ends with whatever number it likes. */
    private static void keepProcesses(Assembler code, RecordCode record) throws IOException {
        record.followWord(R1, R8, "task_struct", "flags");
        code.and(R1, PF_KTHREAD).jumpUnlessEqual(R1, 0, RecordCode.OUT);
    }

    private static void filter(Assembler code, RecordCode record, boolean killed, boolean exited) throws IOException {
        code.jumpIfEqual(R6, 0, RecordCode.OUT);
        code.move(R1, R6).and(R1, SIGNAL_BITS).jumpIfEqual(R1, 0, exited ? WANTED : RecordCode.OUT);
        if (!killed) {
            code.move64(R2, Signals.CORE_MASK).shiftRight(R2, R1).and(R2, 1).jumpUnlessEqual(R2, 0, WANTED);
            record.follow(R1, R7, "signal_struct", "oom_mm");
            code.jumpIfEqual(R1, 0, RecordCode.OUT);
        }
        code.label(WANTED);
    }
}
