package io.hikeshi.responder.app;

import java.util.Optional;

/** A ledger that survives the responders which write it. */
final class SteppedLedger implements Ledger {
    private final Ledger ledger = new MemoryLedger();
    private final Steps steps;

    SteppedLedger(Steps steps) {
        this.steps = steps;
    }

    @Override
    public Optional<Entry> get(Bucket bucket, String key) {
        return ledger.get(bucket, key);
    }

    @Override
    public boolean create(Bucket bucket, String key, String value) {
        return steps.take(() -> ledger.create(bucket, key, value));
    }

    @Override
    public boolean replace(Bucket bucket, String key, String value, long revision) {
        return steps.take(() -> ledger.replace(bucket, key, value, revision));
    }
}
