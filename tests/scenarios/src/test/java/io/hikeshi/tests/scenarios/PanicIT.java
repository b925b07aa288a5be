package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.tests.harness.KernelDeath;
import io.hikeshi.tests.harness.PanicVm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Real kernels panic in a real cluster with thirty pods; times are printed beside what Kubernetes does alone. Its grace for
 * silent nodes is 15 s here instead of 40 s, and Leases are 8 s or 4 minutes long instead of 40 s.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PanicIT {
    @RegisterExtension
    static final PanicLab LAB = new PanicLab();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A second is promised, and printed; who shares the machine with other builds is granted more. */
    private static final Duration LATEST_MARK = Duration.ofSeconds(10);
    /** As above, of 50 ms. */
    private static final Duration LATEST_EARLY_WORD = Duration.ofSeconds(1);

    private static final String INCIDENT = "hikeshi.io/incident";
    /** Set by the admission plugin DefaultTolerationSeconds. */
    private static final Duration TOLERATION = Duration.ofSeconds(300);
    /** Of a volume of a node that is not known to be off: the attach-detach controller's ReconcilerMaxWaitForUnmountDuration. */
    private static final Duration FORCED_DETACH = Duration.ofMinutes(6);

    /** They wait until somebody knows the node to be off, or for the node. */
    private static final Set<String> BOUND = Set.of("db", "agent");

    private static Fleet fleet;

    @BeforeAll
    static void startNodesAndPods() {
        LAB.hikeshi.nats.start();
        LAB.awaitMachines();
        fleet = Fleet.create(LAB.hikeshi);
        new Chronicle("fleet", Instant.now()).await("thirty pods run", PATIENCE, () -> fleet.running() == Fleet.SIZE);
    }

    @Test
    @Order(1)
    void kubernetesAloneLeavesTheDeadNodesPodsAsTheyAre() {
        // Given
        var machine = LAB.machine(3);

        // When
        var after = die(machine, KernelDeath.SYSRQ, "Kubernetes alone");

        // Then
        var notReady = after.await("node NotReady", PATIENCE, () -> !LAB.isReady(machine));
        assertThat(fleet.on(machine.name())).hasSizeGreaterThan(7).noneMatch(Fleet::isFailed);
        after.compute(
                "the same with Kubernetes' default grace of 40 s",
                notReady.plusSeconds(40).minus(PanicLab.NODE_GRACE));
        after.compute("its pods are deleted, Jobs count failures", notReady.plus(TOLERATION));
        after.compute(
                "its volumes are detached by force", notReady.plus(TOLERATION).plus(FORCED_DETACH));
        machine.reset();
        machine.awaitReady();
    }

    @Test
    @Order(2)
    void aDeadKernelsPodsFailForTheRightReasonAndTheNodeIsGivenBack() {
        // Given
        LAB.startHikeshi();
        var machine = LAB.machine(1);
        var dying = fleet.on(machine.name());
        var atRisk = CommandLine.run(LAB.hikeshi, "jobs", "--namespace", Fleet.NAMESPACE);

        // When
        var after = die(machine, KernelDeath.SYSRQ, "with Hikeshi");

        // Then
        var incident = annotatedCordonedAndPaged(machine, after);
        podsFailAndJobsRunElsewhere(machine, dying, after);
        assertThat(atRisk).contains(Fleet.FRAGILE, Fleet.DOOMED).doesNotContain(Fleet.PATIENT, Fleet.INDEXED);
        aPersonsFenceMovesTheRest(machine, after);
        theNodeIsGivenBack(machine, incident, after);
    }

    @Test
    @Order(3)
    void namesEveryDeathAndFailsNoPodOfANodeThatRebootsAtOnce() {
        // Given
        var machine = LAB.machine(2);
        var pods = fleet.on(machine.name());

        // When
        rebootsFrom(machine, KernelDeath.INIT, "Attempted to kill init!");
        rebootsFrom(machine, KernelDeath.OOM, "Out of memory");
        rebootsFrom(machine, KernelDeath.NULL, "kaboom_null");

        // Then
        assertThat(fleet.now(pods)).hasSameSizeAs(pods).noneMatch(Fleet::isFailed);
    }

    private static Chronicle die(PanicVm machine, KernelDeath death, String title) {
        LAB.ear().forget(machine.address());
        machine.die(death);
        return new Chronicle(title, LAB.ear().awaitPanic(machine.address()));
    }

    /** @return the incident */
    private static String annotatedCordonedAndPaged(PanicVm machine, Chronicle after) {
        var annotated = after.await(
                "node annotated",
                PATIENCE,
                () -> !LAB.annotation(machine, INCIDENT).isEmpty());
        var cordoned = after.await("node cordoned", PATIENCE, () -> LAB.isCordoned(machine));
        assertThat(List.of(annotated, cordoned)).allMatch(mark -> mark.compareTo(LATEST_MARK) <= 0);
        var incident = LAB.annotation(machine, INCIDENT);
        after.await("page active", PATIENCE, () -> !LAB.pages(incident).isEmpty());
        early(machine, after);
        after.await(
                "page has title and trace",
                PATIENCE,
                () -> LAB.pages(incident).toString().contains("sysrq_handle_crash"));
        assertThat(LAB.pages(incident))
                .hasSize(1)
                .allMatch(page -> page.toString().contains("sysrq triggered crash"));
        return incident;
    }

    private static void early(PanicVm machine, Chronicle after) {
        var stored =
                LAB.hikeshi.streams.storedAt("kernel.panicked", machine.name()).orElseThrow();
        assertThat(after.say("early event stored", stored)).isLessThan(LATEST_EARLY_WORD);
    }

    private static void podsFailAndJobsRunElsewhere(PanicVm machine, List<Pod> dying, Chronicle after) {
        var free =
                dying.stream().filter(pod -> !BOUND.contains(Fleet.owner(pod))).toList();
        after.await(
                "its pods are Failed", PATIENCE, () -> fleet.now(free).stream().allMatch(Fleet::isFailed));
        assertThat(fleet.now(free)).allSatisfy(PanicIT::failedByPanic);
        assertThat(fleet.on(machine.name()))
                .filteredOn(pod -> BOUND.contains(Fleet.owner(pod)))
                .noneMatch(Fleet::isFailed);
        after.await("Jobs and Deployment run elsewhere", PATIENCE, () -> fleet.isWholeWithout(machine.name()));
        assertThat(fleet.countedFailures(Fleet.PATIENT)).isZero();
        assertThat(fleet.countedFailures(Fleet.INDEXED)).isZero();
        assertThat(fleet.countedFailures(Fleet.FRAGILE)).isPositive();
        after.await(
                "the Job without retries runs again as a clone",
                PATIENCE,
                () -> fleet.runningClones(Fleet.DOOMED) == 3);
    }

    private static void failedByPanic(Pod pod) {
        assertThat(pod.getStatus().getReason()).isEqualTo("NodeKernelPanic");
        assertThat(pod.getStatus().getConditions()).anySatisfy(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionTarget");
            assertThat(condition.getStatus()).isEqualTo("True");
            assertThat(condition.getReason()).isEqualTo("DeletionByNodeKernelPanic");
        });
    }

    private static void aPersonsFenceMovesTheRest(PanicVm machine, Chronicle after) {
        after.await("node NotReady", PATIENCE, () -> !LAB.isReady(machine));
        CommandLine.run(LAB.hikeshi, "fence", machine.name(), "--yes");
        after.say("a person fenced the node", Instant.now());
        after.await("node out of service", PATIENCE, () -> LAB.isOutOfService(machine));
        after.await("StatefulSet runs elsewhere", PATIENCE, () -> fleet.runningElsewhere("db", machine.name()) == 3);
    }

    private static void theNodeIsGivenBack(PanicVm machine, String incident, Chronicle after) {
        machine.reset();
        after.say("a person pressed its reset button", Instant.now());
        LAB.startSensorOf(machine, machine.awaitBoot(2));
        after.say("booted again", Instant.now());
        after.await("uncordoned", PATIENCE, () -> !LAB.isCordoned(machine));
        after.await("no longer out of service", PATIENCE, () -> !LAB.isOutOfService(machine));
        after.await(
                "pstore text on the same incident",
                PATIENCE,
                () -> LAB.hikeshi.streams.timeline(incident).stream()
                        .anyMatch(entry -> entry.contains("kernel.panic.recovered")));
        assertThat(LAB.pages(incident)).hasSize(1);
    }

    private static void rebootsFrom(PanicVm machine, KernelDeath death, String title) {
        var before = LAB.annotation(machine, INCIDENT);
        var boot = LAB.node(machine).getStatus().getNodeInfo().getBootID();
        var after = die(machine, death, death.name());
        after.await(
                "node annotated",
                PATIENCE,
                () -> !LAB.annotation(machine, INCIDENT).equals(before));
        early(machine, after);
        var incident = LAB.annotation(machine, INCIDENT);
        after.await(
                "page says " + title,
                PATIENCE,
                () -> LAB.pages(incident).toString().contains(title));
        assertThat(LAB.pages(incident)).hasSize(1);
        after.await(
                "booted again",
                PATIENCE,
                () -> !LAB.node(machine).getStatus().getNodeInfo().getBootID().equals(boot));
        after.await("uncordoned", PATIENCE, () -> !LAB.isCordoned(machine));
        machine.awaitReady();
    }
}
