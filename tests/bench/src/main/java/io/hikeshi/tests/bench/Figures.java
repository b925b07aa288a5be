package io.hikeshi.tests.bench;

import java.util.Arrays;
import java.util.Collection;

/** Measured values in order. */
final class Figures {
    private final double[] sorted;

    private Figures(double[] sorted) {
        this.sorted = sorted;
    }

    static Figures of(Collection<? extends Number> values) {
        var sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return new Figures(sorted);
    }

    static Figures of(double... values) {
        return new Figures(Arrays.stream(values).sorted().toArray());
    }

    /**
     * Nearest rank: the smallest value that at least this share of all does not exceed.
     *
     * @param share above 0, to 1
     * @return NaN if there are no values
     */
    double quantile(double share) {
        if (sorted.length == 0) return Double.NaN;
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    double median() {
        return quantile(0.5);
    }

    double least() {
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    double most() {
        return quantile(1);
    }
}
