package io.hikeshi.sensor.agent;

import static io.hikeshi.sensor.agent.Deaths.CONTAINER;
import static io.hikeshi.sensor.agent.Deaths.UID;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.sensor.event.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PodIndexTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String CONFIG_HASH = "ab".repeat(16);
    private static final Container APP = new Container(CONTAINER, "app", "shop:1");
    private static final Pod WEB =
            new Pod(UID, "shop", "web-1", Map.of("tier", "web"), new Workload("Deployment", "web"));

    @Test
    void addsWhatIsKnownOfPodAndContainer() throws Exception {
        // Given
        var index = new PodIndex(LONG);
        index.put(known(WEB, UID));

        // When
        var death = complete(index, Deaths.inPod(UID, CONTAINER));

        // Then
        assertThat(death.pod()).isEqualTo(WEB);
        assertThat(death.container()).isEqualTo(APP);
    }

    @Test
    void leavesADeathOutsideAnyPodAloneAndDoesNotWait() throws Exception {
        // Given
        var index = new PodIndex(LONG);

        // When
        var death = complete(index, Deaths.ofPid(7));

        // Then
        assertThat(death.pod()).isNull();
        assertThat(death.container()).isNull();
    }

    @Test
    void reportsTheIdsOfTheCgroupWhenItsPatienceIsOver() throws Exception {
        // Given
        var index = new PodIndex(Duration.ofMillis(1));

        // When
        var death = complete(index, Deaths.inPod(UID, CONTAINER));

        // Then
        assertThat(death.pod()).isEqualTo(Pod.ofUid(UID));
        assertThat(death.container()).isEqualTo(new Container(CONTAINER, null, null));
    }

    @Test
    void doesNotWaitForADeathThatHasWaitedInTheQueueAlready() throws Exception {
        // Given
        var index = new PodIndex(LONG);
        long readLongAgo = System.nanoTime() - LONG.toNanos();

        // When
        var event = index.complete(Deaths.inPod(UID, CONTAINER), readLongAgo);

        // Then
        assertThat(event.pod()).isEqualTo(Pod.ofUid(UID));
    }

    @Test
    void waitsForNewsOfAPodThatDiedBeforeTheApiServerToldOfIt() {
        // Given
        var index = new PodIndex(LONG);
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return complete(index, Deaths.inPod(UID, CONTAINER));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        // When
        index.put(new KnownPod(WEB, Set.of(UID), Map.of()));
        index.put(known(WEB, UID));

        // Then
        assertThat(waiting.join().container()).isEqualTo(APP);
    }

    @Test
    void remembersAPodThatWasDeletedByForceWhileItsProcessesDie() throws Exception {
        // Given
        var index = new PodIndex(Duration.ZERO);
        index.put(known(WEB, UID));
        index.remove(known(WEB, UID));

        // When
        var death = complete(index, Deaths.inPod(UID, CONTAINER));

        // Then
        assertThat(death.pod()).isEqualTo(WEB);
        assertThat(index.size()).isZero();
    }

    @Test
    void namesAStaticPodByItsMirror() throws Exception {
        // Given
        var index = new PodIndex(Duration.ZERO);
        index.put(known(WEB, UID, CONFIG_HASH));

        // When
        var death = complete(index, Deaths.inPod(CONFIG_HASH, CONTAINER));

        // Then
        assertThat(death.pod()).isEqualTo(WEB);
    }

    @Test
    void keepsTheNewMirrorOfAStaticPodWhenTheOldOnesEndIsToldLate() throws Exception {
        // Given
        var index = new PodIndex(Duration.ZERO);
        var anew = new Pod("11111111-2222-3333-4444-555555555555", "shop", "web-1", Map.of(), null);
        index.put(known(WEB, UID, CONFIG_HASH));
        index.put(known(anew, anew.uid(), CONFIG_HASH));

        // When
        index.remove(known(WEB, UID, CONFIG_HASH));

        // Then
        assertThat(complete(index, Deaths.inPod(CONFIG_HASH, CONTAINER)).pod()).isEqualTo(anew);
    }

    private static KnownPod known(Pod pod, String... keys) {
        return new KnownPod(pod, Set.of(keys), Map.of(CONTAINER, APP));
    }

    private static ProcessDeath complete(PodIndex index, ProcessDeath death) throws InterruptedException {
        return (ProcessDeath) index.complete(death, System.nanoTime());
    }
}
