package io.hikeshi.responder.app;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ledger of a responder that is alone: of {@code hikeshi run} without NATS, and of tests. Forgotten at its end. */
final class MemoryLedger implements Ledger {
    /** Some 30 MB at most; the key that was used longest ago goes first. */
    private static final int MOST_KEYS = 50_000;

    private final Map<Bucket, Map<String, Entry>> buckets = new EnumMap<>(Bucket.class);
    private long revision;

    MemoryLedger() {
        for (Bucket bucket : Bucket.values()) buckets.put(bucket, new Recent());
    }

    @Override
    public synchronized Optional<Entry> get(Bucket bucket, String key) {
        return Optional.ofNullable(in(bucket).get(key));
    }

    @Override
    public synchronized boolean create(Bucket bucket, String key, String value) {
        return in(bucket).putIfAbsent(key, new Entry(value, ++revision)) == null;
    }

    @Override
    public synchronized boolean replace(Bucket bucket, String key, String value, long expected) {
        var entry = in(bucket).get(key);
        if (entry == null || entry.revision() != expected) return false;
        in(bucket).put(key, new Entry(value, ++revision));
        return true;
    }

    private Map<String, Entry> in(Bucket bucket) {
        return buckets.getOrDefault(bucket, Map.of());
    }

    private static final class Recent extends LinkedHashMap<String, Ledger.Entry> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ledger.Entry> eldest) {
            return size() > MOST_KEYS;
        }
    }
}
