package io.hikeshi.sensor.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process ended. */
public sealed interface ProcessDeath extends NodeEvent
        permits ProcessCrashed, ProcessOomKilled, ProcessKilled, ProcessExited {
    /** Which kernel interface saw it: {@code bpf}, {@code perf}, {@code proc} or {@code ptrace}. */
    String backend();

    Process process();

    /** The container that it ran in; null outside any container. */
    @Nullable
    Container container();

    /** The same death with what was learnt later about where it happened. */
    ProcessDeath in(@Nullable Pod pod, @Nullable Container container);

    /** What a shell or a container runtime shows: the status, or 128 + signal. */
    int exitCode();

    @Override
    default String id() {
        return EventId.ofDeath(origin().bootId(), process().pid(), process().startTicks());
    }

    /** The best-effort facts that could not be learnt, by their names in the JSON form. */
    default List<String> absent() {
        var absent = new ArrayList<>(process().absent());
        var container = container();
        if (container == null) absent.add("container");
        else absent.addAll(container.absent());
        var pod = pod();
        if (pod == null) absent.add("pod");
        else absent.addAll(pod.absent());
        return List.copyOf(absent);
    }
}
