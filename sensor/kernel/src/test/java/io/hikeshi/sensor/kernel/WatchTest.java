package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Death WAKE_UP = Deaths.death(Integer.MAX_VALUE, 0, false);

    private static final int CANARY = 777;
    private static final int SIGABRT = 6;

    private final ScriptedBackend backend = new ScriptedBackend();
    private final Canary canary = new Canary((name, born) -> {
        born.accept(CANARY);
        backend.tell(Deaths.death(CANARY, SIGABRT, false));
    });
    private final Canary unheard = new Canary((name, born) -> born.accept(CANARY));

    @Test
    void keepsDeathsThatCameBeforeTheCanarysAndNotTheCanarys() throws Exception {
        // Given
        backend.tell(Deaths.death(7, 11, false));

        // When
        try (var watch = Watch.arm(backend, canary, PATIENCE)) {
            // Then
            assertThat(watch.next()).map(death -> death.task().pid()).hasValue(7);
            assertThat(watch.canaryAge())
                    .hasValueSatisfying(age -> assertThat(age).isLessThan(PATIENCE));
        }
    }

    @Test
    void refusesABackendThatIsDeafAndClosesIt() {
        assertThatThrownBy(() -> Watch.arm(backend, unheard, Duration.ofMillis(10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("canary");
        assertThat(backend.closed).isTrue();
    }

    @Test
    void closesABackendThatFailsInAWayThatNobodyForesaw() {
        // Given
        var broken = new Canary((name, born) -> {
            throw new IllegalStateException("unforeseen");
        });

        // When, Then
        assertThatThrownBy(() -> Watch.arm(backend, broken, PATIENCE)).isInstanceOf(IllegalStateException.class);
        assertThat(backend.closed).isTrue();
    }

    @Test
    void tellsNoAgeOfACanaryThatItsBackendCannotSee() throws Exception {
        // Given
        backend.blindToChildren = true;

        // When
        try (var watch = Watch.arm(backend, unheard, PATIENCE)) {
            // Then
            assertThat(watch.canaryAge()).isEmpty();
        }
    }

    @Test
    void endsAReadersWaitWhenClosed() throws Exception {
        // Given
        var watch = Watch.arm(backend, canary, PATIENCE);
        var next = CompletableFuture.supplyAsync(() -> read(watch));

        // When
        watch.close();

        // Then
        assertThat(next.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(backend.closed).isTrue();
        watch.close();
    }

    @Test
    void seesACanaryThatIsSentLater() throws Exception {
        // Given
        try (var watch = Watch.arm(backend, canary, PATIENCE)) {
            var reader = CompletableFuture.supplyAsync(() -> read(watch));

            // When
            boolean seen = watch.check(PATIENCE);

            // Then
            assertThat(seen).isTrue();
            assertThat(reader).isNotDone();
        }
    }

    @Test
    void remembersDropsAfterItWasClosed() throws Exception {
        // Given
        var watch = Watch.arm(backend, canary, PATIENCE);

        // When
        watch.close();

        // Then
        assertThat(watch.drops()).isEqualTo(5);
    }

    private static Optional<Death> read(Watch watch) {
        try {
            return watch.next();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Tells what it was told. */
    private static final class ScriptedBackend implements Backend {
        private final BlockingQueue<Death> deaths = new LinkedBlockingQueue<>();
        private volatile boolean closed;
        private boolean blindToChildren;

        void tell(Death death) {
            deaths.add(death);
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Optional<Death> poll(Duration atMost) {
            try {
                var death = deaths.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
                return death == WAKE_UP ? Optional.empty() : Optional.ofNullable(death);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public boolean seesOwnChildren() {
            return !blindToChildren;
        }

        @Override
        public long drops() {
            return 5;
        }

        @Override
        public void wake() {
            deaths.add(WAKE_UP);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
