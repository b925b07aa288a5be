package io.hikeshi.sensor.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events that hostile processes and kernels could cause: the same seed gives the same ones. */
final class RandomEvents {
    private static final List<String> NASTY =
            List.of("\0", "\n", "\"", "\\", "%41", "%", " ", "é", "火消し", "😀", "\ud800", "\u202e", "</script>", "{}");

    private final Random random;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    NodeEvent next() {
        var process = process();
        var container = maybe(this::container);
        var pod = maybe(this::pod);
        return switch (oneOf(Kind.values())) {
            case PROCESS_CRASHED ->
                new ProcessCrashed(
                        origin(), time(), "bpf", process, signal(), random.nextBoolean(), stack(), container, pod);
            case PROCESS_OOMKILLED -> new ProcessOomKilled(origin(), time(), "bpf", process, container, pod);
            case PROCESS_KILLED -> new ProcessKilled(origin(), time(), "perf", process, signal(), container, pod);
            case PROCESS_EXITED ->
                new ProcessExited(origin(), time(), "proc", process, 1 + random.nextInt(255), container, pod);
            case KERNEL_PANICKED -> new KernelPanicked(origin(), time(), text(400), usec(), text(200), sender());
            case KERNEL_PANIC_REPORTED ->
                new KernelPanicReported(origin(), time(), text(400), usec(), sender(), diagnosis(), transcript());
            case KERNEL_PANIC_RECOVERED ->
                new KernelPanicRecovered(origin(), time(), "ramoops", name(), text(400), diagnosis(), transcript());
            case KERNEL_PANIC_DISPROVED -> new KernelPanicDisproved(origin(), time(), name(), text(100), text(700));
            case KERNEL_OOPSED -> new KernelOopsed(origin(), time(), "kmsg", usec(), diagnosis(), text(3000));
            case NODE_LOST -> new NodeLost(origin(), time(), "Unknown", maybe(this::time), positive(), text(700));
            case NODE_REBOOTED -> new NodeRebooted(origin(), time(), name());
        };
    }

    private @Nullable Long usec() {
        return maybe(() -> random.nextLong() >>> 1);
    }

    private Sender sender() {
        var nonce = Nonce.values()[random.nextInt(Nonce.values().length)];
        return new Sender(text(80), random.nextInt(65_536), "extended", nonce, random.nextBoolean());
    }

    private Diagnosis diagnosis() {
        return new Diagnosis(
                text(300),
                texts(12, 300),
                "bug",
                random.nextBoolean(),
                texts(20, 300),
                text(300),
                text(300),
                text(20),
                positive() - 2,
                positive() - 2,
                text(100),
                texts(random.nextInt(20) == 0 ? 400 : 10, 80),
                labels(),
                texts(random.nextInt(20) == 0 ? 200 : 20, 300));
    }

    private Transcript transcript() {
        int most = random.nextInt(20) == 0 ? 100_000 : 2_000;
        return new Transcript(
                text(most), text(most), positive() - 1, positive() - 1, random.nextLong() >>> 1, true, text(40));
    }

    private List<String> texts(int most, int longest) {
        return Stream.generate(() -> text(longest))
                .limit(random.nextInt(most + 1))
                .toList();
    }

    private Origin origin() {
        return new Origin(name(), name(), name(), "kernel");
    }

    private Process process() {
        return new Process(
                positive(),
                positive(),
                text(70),
                text(20),
                random.nextInt(),
                positive() - 1,
                random.nextLong() >>> 1,
                time(),
                text(random.nextInt(20) == 0 ? 5000 : 100),
                maybe(this::positive),
                maybe(() -> text(300)),
                Stream.generate(() -> text(600)).limit(random.nextInt(20)).toList());
    }

    private Signal signal() {
        return new Signal(
                1 + random.nextInt(64),
                "SIGRTMIN+" + random.nextInt(30),
                maybe(() -> "SEGV_MAPERR"),
                maybe(random::nextLong));
    }

    private List<Frame> stack() {
        return Stream.generate(() -> new Frame(
                        maybe(() -> Integer.toHexString(positive() | 0x10)),
                        random.nextLong(),
                        maybe(() -> text(200)),
                        maybe(() -> text(200))))
                .limit(random.nextInt(10) == 0 ? 140 : random.nextInt(12))
                .toList();
    }

    private Container container() {
        return new Container(name(), maybe(this::name), maybe(() -> text(2000)));
    }

    private Pod pod() {
        if (random.nextBoolean()) return Pod.ofUid(name());
        return new Pod(name(), name(), name(), labels(), maybe(() -> new Workload(name(), name())));
    }

    private Map<String, String> labels() {
        return Stream.generate(() -> text(400))
                .limit(random.nextInt(20) == 0 ? 200 : random.nextInt(8))
                .collect(Collectors.toMap(key -> key, key -> text(80), (first, second) -> first));
    }

    private Kind oneOf(Kind... kinds) {
        return kinds[random.nextInt(kinds.length)];
    }

    private String text(int most) {
        int length = random.nextInt(most + 1);
        var text = new StringBuilder();
        while (text.length() < length) {
            if (random.nextInt(10) == 0) text.append(NASTY.get(random.nextInt(NASTY.size())));
            else text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }

    private String name() {
        return "n-" + Long.toString(random.nextLong() >>> 1, 36) + ".x_Y";
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(253_402_300_800L), random.nextInt(1_000_000_000));
    }

    private int positive() {
        return 1 + random.nextInt(Integer.MAX_VALUE);
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
