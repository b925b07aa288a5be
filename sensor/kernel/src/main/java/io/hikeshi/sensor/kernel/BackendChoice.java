package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which kernel interface to watch with. */
public enum BackendChoice {
    /** The best that works here. */
    AUTO(settings -> {
        throw new IllegalStateException("auto is a choice among backends, not one");
    }),
    /** eBPF programs at the tracepoints of signals and exits. */
    BPF(BpfBackend::open),
    /** Tracepoints of signals through perf: misses no death by a signal, but exits. */
    PERF(PerfBackend::open),
    /** The proc connector: tells of every end, but little of who ended. */
    PROC(ConnectorBackend::open),
    /** Tracing every process: slows down what it watches, so that it is used only if it is asked for. */
    PTRACE(PtraceBackend::open);

    /** Best first. */
    private static final List<BackendChoice> RANKED = List.of(BPF, PERF, PROC);

    /** How to open one. */
    private interface Opener {
        Backend open(KernelSettings settings) throws IOException;
    }

    private final Opener opener;

    BackendChoice(Opener opener) {
        this.opener = opener;
    }

    /** @throws IllegalArgumentException if none is called so; the message lists those that are */
    public static BackendChoice of(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no kernel backend is called " + Text.quoted(word) + "; backends: " + words()));
    }

    /** As settings write it: {@code auto}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<BackendChoice> candidates() {
        return this == AUTO ? RANKED : List.of(this);
    }

    Backend open(KernelSettings settings) throws IOException {
        return opener.open(settings);
    }

    private static String words() {
        return Arrays.stream(values()).map(BackendChoice::word).collect(Collectors.joining(", "));
    }
}
