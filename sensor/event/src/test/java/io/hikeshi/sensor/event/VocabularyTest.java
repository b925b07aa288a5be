package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VocabularyTest {
    static Stream<Arguments> nonsense() {
        return Stream.of(
                refused("signal not in 1..64: 0", () -> new Signal(0, "SIG", null, null)),
                refused("signal not in 1..64: 65", () -> new Signal(65, "SIG", null, null)),
                refused("signal name is not", () -> new Signal(11, "", null, null)),
                refused("signal code is not", () -> new Signal(11, "SIGSEGV", "a b", null)),
                refused("cluster is not", () -> new Origin("a/b", "n", "b", "kernel")),
                refused("node is not", () -> new Origin("c", "", "b", "kernel")),
                refused("bootId is not", () -> new Origin("c", "n", "b\n", "kernel")),
                refused("build id is not", () -> new Frame("xyz", 0, null, null)),
                refused("pod uid is not", () -> Pod.ofUid("")),
                refused("needs both namespace and name", () -> new Pod("u", "shop", null, Map.of(), null)),
                refused("container id is not", () -> new Container("", null, null)),
                refused("workload kind is not", () -> new Workload("", "web")),
                refused("pid < 1: 0", () -> process(0, 1, 0, 0)),
                refused("tid < 1: 0", () -> process(1, 0, 0, 0)),
                refused("parentPid < 0: -1", () -> process(1, 1, -1, 0)),
                refused("startTicks < 0: -1", () -> process(1, 1, 0, -1)),
                refused("exit code not in 1..255: 0", () -> exited(0)),
                refused("exit code not in 1..255: 256", () -> exited(256)),
                refused("no event kind is called \"x\\u000ay\"; kinds: process.crashed, ", () -> Kind.of("x\ny")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void refusesNonsense(String why, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void saysInOneLineWhatHappened() {
        assertThat(Deaths.oneOfEachKind())
                .extracting(ProcessDeath::title)
                .containsExactly(
                        "worker died of SIGSEGV in level3 (SEGV_MAPERR)",
                        "worker was killed by the kernel: out of memory",
                        "worker was killed by SIGKILL",
                        "daemon exited with status 3");
    }

    @Test
    void keepsATitleOneLineWhateverTheProcessIsCalled() {
        // Given
        var hostile = new Process(1, 1, "a\nb\u001b[2J", "a", 0, 0, 0, Deaths.AT, "", null, null, List.of());
        var stack = List.of(new Frame(null, 0, null, "evil\r()"));

        // When
        var title = new ProcessCrashed(Deaths.ORIGIN, Deaths.AT, "bpf", hostile, Deaths.SEGV, false, stack, null, null)
                .title();

        // Then
        assertThat(title).isEqualTo("a\\u000ab\\u001b[2J died of SIGSEGV in evil\\u000d() (SEGV_MAPERR)");
    }

    @Test
    void showsTheExitCodeThatAShellShows() {
        assertThat(Deaths.oneOfEachKind()).extracting(ProcessDeath::exitCode).containsExactly(139, 137, 137, 3);
    }

    @Test
    void listsWhatCouldNotBeLearnt() {
        assertThat(Deaths.crashed().absent()).containsExactly("stack.module", "stack.function");
        assertThat(Deaths.oomKilled().absent()).isEmpty();
        assertThat(Deaths.killed().absent())
                .containsExactly(
                        "container.name", "container.image", "pod.namespace", "pod.name", "pod.labels", "pod.workload");
        assertThat(Deaths.exited().absent())
                .containsExactly(
                        "process.cgroup",
                        "process.namespacePid",
                        "process.executable",
                        "process.arguments",
                        "container",
                        "pod");
    }

    @Test
    void learnsLaterWhereItHappened() {
        // Given
        var outside = Deaths.oneOfEachKind().stream().map(death -> death.in(null, null));

        // When
        var inside = outside.map(death -> death.in(Deaths.POD, Deaths.CONTAINER));

        // Then
        assertThat(inside).allSatisfy(death -> {
            assertThat(death.pod()).isEqualTo(Deaths.POD);
            assertThat(death.container()).isEqualTo(Deaths.CONTAINER);
        });
    }

    @ParameterizedTest
    @MethodSource("frames")
    void describesAFrameByTheBestThatIsKnown(String described, Frame frame) {
        assertThat(frame.describe()).isEqualTo(described);
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of("level3", new Frame("3f9a0c1234", 0x1139, "/usr/lib/libc.so.6", "level3")),
                Arguments.of("libc.so.6+0x1139", new Frame("3f9a0c1234", 0x1139, "/usr/lib/libc.so.6", null)),
                Arguments.of("[3f9a0c12]+0x1139", new Frame("3f9a0c1234", 0x1139, null, null)),
                Arguments.of("0x1139", new Frame(null, 0x1139, null, null)));
    }

    @Test
    void boundsWhatAHostileProcessMayFill() {
        // Given
        var huge = "x".repeat(100_000);
        var arguments = Collections.nCopies(10_000, "argument");
        var labels = IntStream.range(0, 1000).boxed().collect(Collectors.toMap(i -> "label-" + i, i -> huge));

        // When
        var process = new Process(1, 1, huge, huge, 0, 0, 0, Deaths.AT, huge, null, huge, arguments);
        var pod = new Pod("u", "shop", "web", labels, null);
        var crash = new ProcessCrashed(
                Deaths.ORIGIN,
                Deaths.AT,
                "bpf",
                process,
                Deaths.SEGV,
                false,
                Collections.nCopies(1000, new Frame(null, 0, huge, huge)),
                new Container("c", null, huge),
                pod);

        // Then
        assertThat(crash.process().comm()).hasSize(64).endsWith("…");
        assertThat(crash.process().arguments()).hasSize(256);
        assertThat(crash.stack()).hasSize(127);
        assertThat(pod.labels()).hasSize(128);
        assertThat(StructuredJson.write(EventCodec.encode(crash)).length).isLessThan(BoundedJson.MOST_BYTES);
    }

    @Test
    void fitsIntoOneMessageEvenIfEveryCharacterMustBeEscaped() {
        // Given
        var nasty = "\u0001".repeat(10_000);
        var process =
                new Process(1, 1, nasty, nasty, 0, 0, 0, Deaths.AT, nasty, 1, nasty, Collections.nCopies(500, nasty));
        var labels =
                IntStream.range(0, 300).boxed().collect(Collectors.toMap(i -> i + "-" + "k".repeat(400), i -> nasty));
        var crash = new ProcessCrashed(
                Deaths.ORIGIN,
                Deaths.AT,
                "bpf",
                process,
                Deaths.SEGV,
                false,
                Collections.nCopies(200, new Frame("ab".repeat(32), -1, nasty, nasty)),
                new Container("c".repeat(253), "n", nasty),
                new Pod("u", "s", "p", labels, null));

        // When
        byte[] json = StructuredJson.write(EventCodec.encode(crash));

        // Then
        assertThat(json.length).isLessThan(BoundedJson.MOST_BYTES);
    }

    private static Arguments refused(String why, ThrowingCallable construction) {
        return Arguments.of(why, construction);
    }

    private static Process process(int pid, int tid, int parentPid, long startTicks) {
        return new Process(pid, tid, "c", "c", 0, parentPid, startTicks, Deaths.AT, "", null, null, List.of());
    }

    private static ProcessExited exited(int code) {
        return new ProcessExited(Deaths.ORIGIN, Deaths.AT, "bpf", Deaths.DAEMON, code, null, null);
    }
}
