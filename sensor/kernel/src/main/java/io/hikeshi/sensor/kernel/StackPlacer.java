package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.kernel.symbol.CodeMap;
import java.nio.file.Path;
import java.util.List;

/** Finds build ids and file offsets for addresses that the kernel gave alone. The process must not be gone yet. */
final class StackPlacer {
    private final Path proc;

    StackPlacer(Path proc) {
        this.proc = proc;
    }

    /** Reads nothing if the kernel placed the innermost frame, for then it placed all that it can. */
    List<RawFrame> place(int pid, List<RawFrame> stack) {
        if (stack.isEmpty() || stack.get(0).buildId() != null) return stack;
        var code = CodeMap.of(proc, pid);
        return stack.stream().map(frame -> place(frame, code)).toList();
    }

    private static RawFrame place(RawFrame frame, CodeMap code) {
        var place = code.place(frame.address());
        return place == null ? frame : new RawFrame(frame.address(), place.buildId(), place.offset());
    }
}
