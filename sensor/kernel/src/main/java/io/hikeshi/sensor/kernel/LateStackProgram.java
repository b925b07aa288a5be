package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.*;
import static io.hikeshi.sensor.kernel.Width.DOUBLE;

import java.io.IOException;

/**
 * Takes the stack of a crashed thread once more when it ends, if its delivery could not get build ids. Interrupts are on there, so
 * that other programs are not in the way. The memory is still there since Linux 6.16, which moved the tracepoint before exit_mm.
 */
final class LateStackProgram {
    static final String TRACEPOINT = ExitProgram.TRACEPOINT;

    private static final int TASK = 0;
    private static final int SIGNAL_BITS = 0x7f;

    private LateStackProgram() {}

    static boolean isWorthwhile(KernelVersion kernel) {
        return kernel.isAtLeast(6, 16);
    }

    /** @param unplaced threads whose stack has no build ids, by their ids */
    static byte[] assemble(Btf types, int ring, int drops, int unplaced) throws IOException {
        var code = new Assembler();
        var record = new RecordCode(code, types);
        code.move(R6, R1).load(DOUBLE, R8, R1, TASK);
        record.followWord(R1, R8, "task_struct", "exit_code");
        code.and(R1, SIGNAL_BITS).jumpIfEqual(R1, 0, RecordCode.OUT);
        record.takeThread(unplaced);
        record.reserve(ring, DeathRecord.DELIVERED_BYTES);
        record.identity(DeathRecord.PLACED);
        record.start();
        record.stack();
        record.submit(drops);
        return code.assemble();
    }
}
