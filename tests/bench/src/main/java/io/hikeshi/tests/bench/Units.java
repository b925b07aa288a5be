package io.hikeshi.tests.bench;

/** Figures as people read them: no more digits than the measurement deserves. */
final class Units {
    private static final double MICROS_PER_MILLI = 1_000;

    private Units() {}

    static String time(double micros) {
        return micros < MICROS_PER_MILLI ? "%.0f us".formatted(micros) : "%.1f ms".formatted(micros / MICROS_PER_MILLI);
    }

    static String percent(double share) {
        return "%.1f%%".formatted(share * 100);
    }

    static String mib(double mib) {
        return "%.0f MiB".formatted(mib);
    }

    static String ratio(double ratio) {
        return "%.3f".formatted(ratio);
    }
}
