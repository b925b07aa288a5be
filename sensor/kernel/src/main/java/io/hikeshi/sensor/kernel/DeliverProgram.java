package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.*;
import static io.hikeshi.sensor.kernel.Width.DOUBLE;
import static io.hikeshi.sensor.kernel.Width.WORD;

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

    /** {@code BPF_F_USER_STACK} and {@code BPF_F_USER_BUILD_ID} in linux/bpf.h. */
    static final int USER_STACK = 1 << 8;

    static final int USER_BUILD_ID = 1 << 11;

    private DeliverProgram() {}

    static byte[] assemble(Btf types, int ring, int drops) throws IOException {
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
        stack(code, DeathRecord.ADDRESSES, DeathRecord.DEPTH * Long.BYTES, USER_STACK, DeathRecord.ADDRESS_BYTES_READ);
        stack(
                code,
                DeathRecord.FRAMES,
                DeathRecord.DEPTH * DeathRecord.FRAME_BYTES,
                USER_STACK | USER_BUILD_ID,
                DeathRecord.FRAME_BYTES_READ);
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

    /**
     * Works by frame pointers: code built without them gives its innermost frame and then guesses. Build ids need the lock of the
     * memory map, for which a program must not wait. They are missing beside a thread that just changes the map, and for the second
     * of two sensors on one machine: interrupts are off here, so that the first one's unlocking is still to come
     * ({@code bpf_mmap_unlock_get_irq_work} in kernel/bpf/mmap_unlock_work.h).
     */
    private static void stack(Assembler code, int offset, int bytes, int flags, int result) {
        code.move(R1, R6).move(R2, R9).plus(R2, offset).move(R3, bytes).move(R4, flags);
        code.call(Helper.GET_STACK).store(WORD, R9, result, R0);
    }
}
