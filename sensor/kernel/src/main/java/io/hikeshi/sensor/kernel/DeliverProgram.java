package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.*;
import static io.hikeshi.sensor.kernel.Width.DOUBLE;

import java.io.IOException;

/**
 * Runs in a thread that is about to get a signal, while its memory and stack still stand: {@code TP_PROTO(int sig, struct
 * kernel_siginfo *info, struct k_sigaction *ka)} in trace/events/signal.h.
 */
final class DeliverProgram {
    static final String TRACEPOINT = "signal_deliver";

    private static final int SIG = 0;
    private static final int INFO = 8;
    private static final int ACTION = 16;

    private DeliverProgram() {}

    /** @param unplaced where to note threads whose stack has no build ids */
    static byte[] assemble(Btf types, int ring, int drops, int unplaced) throws IOException {
        var code = new Assembler();
        var record = new RecordCode(code, types);
        code.move(R6, R1);
        keepCoreSignals(code);
        keepDefaultAction(code, record);
        record.reserve(ring, DeathRecord.DELIVERED_BYTES);
        record.identity(DeathRecord.DELIVERED);
        code.load(DOUBLE, R7, R6, INFO);
        record.read(R9, DeathRecord.SIGINFO, DeathRecord.SIGINFO_BYTES, R7, 0);
        code.call(Helper.GET_CURRENT_TASK).move(R8, R0);
        record.process();
        record.stack();
        record.noteUnplaced(unplaced);
        record.submit(drops);
        return code.assemble();
    }

    private static void keepCoreSignals(Assembler code) {
        code.load(DOUBLE, R7, R6, SIG).jumpIfAbove(R7, Long.SIZE - 1, RecordCode.OUT);
        code.move(R1, 1).move64(R2, Signals.CORE_MASK).shiftRight(R2, R7).and(R1, R2);
        code.jumpIfEqual(R1, 0, RecordCode.OUT);
    }

    /** {@code sa_handler} comes first in {@code struct k_sigaction}; SIG_DFL is 0. A handler may well save the process. */
    private static void keepDefaultAction(Assembler code, RecordCode record) {
        code.load(DOUBLE, R7, R6, ACTION);
        record.follow(R1, R7, 0);
        code.jumpUnlessEqual(R1, 0, RecordCode.OUT);
    }
}
