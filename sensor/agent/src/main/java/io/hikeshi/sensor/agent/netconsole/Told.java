package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.netconsole.Finding;
import io.hikeshi.sensor.netconsole.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Panics that were told early and whose text is still to come. The oldest are forgotten first. */
final class Told {
    private static final int MOST = 8_192;

    private final Map<Key, Early> panics = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Early> eldest) {
            return size() > MOST;
        }
    };

    /** @param drops datagrams that the kernel had thrown away by then */
    record Early(Witness witness, long drops) {}

    private record Key(Source source, long panic) {}

    synchronized void add(Finding.OfPanic panic, Early early) {
        panics.put(key(panic), early);
    }

    synchronized Optional<Early> take(Finding.OfPanic panic) {
        return Optional.ofNullable(panics.remove(key(panic)));
    }

    private static Key key(Finding.OfPanic panic) {
        return new Key(panic.source(), panic.panic());
    }
}
