package io.hikeshi.sensor.kernel.symbol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers a bounded number of things and forgets what was not asked for longest. Safe for any thread. */
final class Recent<K, V> {
    private final Map<K, V> things;

    Recent(int most) {
        things = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable V get(K key) {
        return things.get(key);
    }

    synchronized void put(K key, V value) {
        things.put(key, value);
    }
}
