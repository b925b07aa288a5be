package io.hikeshi.responder.app;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger of a responder that is alone: of {@code hikeshi run} without NATS, and of tests. Forgotten at its end. */
final class MemoryLedger implements Ledger {
    /** Of each bucket; all of them leave room in the 96 MB that {@code hikeshi run} has. */
    static final long MOST_BYTES = 6_000_000;

    private final Map<Bucket, Recent> buckets = new EnumMap<>(Bucket.class);
    private long revision;

    @Override
    public synchronized Optional<Entry> get(Bucket bucket, String key) {
        return Optional.ofNullable(in(bucket).get(key));
    }

    @Override
    public synchronized boolean create(Bucket bucket, String key, String value) {
        if (in(bucket).get(key) != null) return false;
        in(bucket).put(key, new Entry(value, ++revision));
        return true;
    }

    @Override
    public synchronized boolean replace(Bucket bucket, String key, String value, long expected) {
        var entry = in(bucket).get(key);
        if (entry == null || entry.revision() != expected) return false;
        in(bucket).put(key, new Entry(value, ++revision));
        return true;
    }

    private Recent in(Bucket bucket) {
        return buckets.computeIfAbsent(bucket, any -> new Recent());
    }

    /** As many entries as fit into its bytes; the one that was used longest ago goes first. */
    private static final class Recent {
        private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;

        @Nullable
        Entry get(String key) {
            return entries.get(key);
        }

        void put(String key, Entry entry) {
            var former = entries.put(key, entry);
            bytes += sizeOf(key, entry) - (former == null ? 0 : sizeOf(key, former));
            for (var eldest = entries.entrySet().iterator(); bytes > MOST_BYTES; eldest.remove()) {
                var gone = eldest.next();
                bytes -= sizeOf(gone.getKey(), gone.getValue());
            }
        }

        /** Two bytes a character at most, and what the objects around them take. */
        private static long sizeOf(String key, Entry entry) {
            return 250 + 2L * (key.length() + entry.value().length());
        }
    }
}
