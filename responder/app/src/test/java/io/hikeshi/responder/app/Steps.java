package io.hikeshi.responder.app;

import java.util.function.Supplier;

/** Counts everything that a process leaves outside itself, and lets it die at one of them. */
final class Steps {
    private int taken;
    private int last = Integer.MAX_VALUE;
    private boolean done;

    /** The process died. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    /** @param step dies at the step of this number, from 1: before it takes effect, or right after */
    void dieAt(int step, boolean afterIt) {
        last = step;
        done = afterIt;
        taken = 0;
    }

    void liveOn() {
        last = Integer.MAX_VALUE;
    }

    int taken() {
        return taken;
    }

    <T> T take(Supplier<T> effect) {
        taken++;
        if (taken == last && !done) throw new Died();
        var result = effect.get();
        if (taken == last) throw new Died();
        return result;
    }
}
