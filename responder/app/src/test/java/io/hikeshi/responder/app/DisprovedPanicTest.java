package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Panics.AT;
import static io.hikeshi.responder.app.Panics.DEAD;
import static io.hikeshi.responder.app.Panics.disproved;
import static io.hikeshi.responder.app.Panics.panicked;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisprovedPanicTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void hearAPanic() {
        world = new World(folder, Panics.RULES);
        world.consider(panicked(DEAD), 1);
    }

    @Test
    void hidesNoPanicThatIsReal() {
        // Given
        world.clock.move(Duration.ofSeconds(30));
        world.consider(disproved(DEAD), 1);
        int before = world.streams.requests().size();

        // When
        world.clock.move(Duration.ofSeconds(30));
        world.consider(panicked(DEAD, 9_000_000L, AT.plusSeconds(60)), 1);

        // Then
        var again = world.streams
                .requests()
                .subList(before, world.streams.requests().size());
        assertThat(again).extracting(request -> request.action()).contains("fail-pods", "page-oncall");
        assertThat(again).allSatisfy(request -> assertThat(request.round()).isOne());
        assertThat(again)
                .extracting(request -> request.incident())
                .containsOnly(world.streams.requests().get(0).incident());
    }

    @Test
    void isOnePanicUntilItIsDisproved() {
        // Given
        int before = world.streams.requests().size();

        // When
        world.clock.move(Duration.ofSeconds(5));
        world.consider(panicked(DEAD, 9_000_000L, AT.plusSeconds(5)), 1);

        // Then
        assertThat(world.streams.requests()).hasSize(before);
    }
}
