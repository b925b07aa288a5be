package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Line;

/** How the kernel begins and ends a panic: {@code kernel/panic.c}. */
final class PanicText {
    private static final String START = "Kernel panic - not syncing";
    private static final String END = "---[ end Kernel panic";
    private static final String REBOOTING = "Rebooting in ";

    private PanicText() {}

    static boolean begins(Line line) {
        return line.text().startsWith(START) && line.mayBeKernels();
    }

    /** The first line may be lost; the last one says the same. */
    static boolean tells(Line line) {
        return begins(line) || endsWith(line);
    }

    /** Empty if the kernel gave none. */
    static String reason(Line line) {
        String first = line.text().split("\n", 2)[0];
        int at = first.indexOf(": ");
        return at < 0 ? "" : first.substring(at + 2).replace(" ]---", "").strip();
    }

    static boolean endsWith(Line line) {
        return line.text().startsWith(END) && line.mayBeKernels();
    }

    static boolean reboots(Line line) {
        return line.text().startsWith(REBOOTING) && line.mayBeKernels();
    }

    /** From here on the kernel prints every level ({@code console_verbose} in {@code oops_begin}), so a gap is a loss. */
    static boolean makesVerbose(Line line) {
        return line.text().startsWith("Oops: ") || line.text().startsWith("Internal error: ") || begins(line);
    }
}
