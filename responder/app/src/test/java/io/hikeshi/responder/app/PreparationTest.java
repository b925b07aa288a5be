package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PreparationTest {
    @Test
    void isOverAlthoughStepsFailed() {
        // Given
        var last = new AtomicBoolean();
        var steps = new LinkedHashMap<String, Callable<?>>();
        steps.put("ledger", () -> {
            throw new IOException("away");
        });
        steps.put("rehearsal", () -> {
            throw new NoClassDefFoundError("gone");
        });
        steps.put("api-server", () -> last.compareAndSet(false, true));
        var preparation = new Preparation(steps);

        // When
        preparation.run();

        // Then
        assertThat(preparation.isOver()).isTrue();
        assertThat(last).isTrue();
    }
}
