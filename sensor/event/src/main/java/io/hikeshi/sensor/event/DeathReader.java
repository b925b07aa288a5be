package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The inverse of {@link DeathWriter}, of text that anybody may have written. */
final class DeathReader {
    private static final long MOST_UNSIGNED_INT = 0xffff_ffffL;
    private static final int LONGEST_WORD = 32;

    private DeathReader() {}

    static ProcessDeath read(Kind kind, Origin origin, Instant at, JsonFields data) {
        var backend = data.word("backend", LONGEST_WORD);
        var process = process(data.object("process"));
        var container = container(data.objectOrNull("container"));
        var pod = pod(data.objectOrNull("pod"));
        return switch (kind) {
            case PROCESS_CRASHED ->
                new ProcessCrashed(
                        origin,
                        at,
                        backend,
                        process,
                        signal(data),
                        data.flag("coreDumped"),
                        data.objects("stack", ProcessCrashed.MOST_FRAMES).stream()
                                .map(DeathReader::frame)
                                .toList(),
                        container,
                        pod);
            case PROCESS_OOMKILLED -> new ProcessOomKilled(origin, at, backend, process, container, pod);
            case PROCESS_KILLED -> new ProcessKilled(origin, at, backend, process, signal(data), container, pod);
            case PROCESS_EXITED ->
                new ProcessExited(origin, at, backend, process, data.integer("exitCode", 1, 255), container, pod);
            default -> throw new IllegalArgumentException(kind.word() + " is no death of a process");
        };
    }

    private static Signal signal(JsonFields data) {
        return new Signal(
                data.integer("signalNumber", 1, 64),
                data.text("signal", LONGEST_WORD),
                data.textOrNull("signalCode", LONGEST_WORD),
                data.hexOrNull("faultAddress"));
    }

    private static Process process(JsonFields process) {
        var namespacePid = process.numberOrNull("namespacePid", 1, Integer.MAX_VALUE);
        return new Process(
                process.integer("pid", 1, Integer.MAX_VALUE),
                process.integer("tid", 1, Integer.MAX_VALUE),
                process.text("comm", Process.LONGEST_COMM),
                process.text("threadComm", Process.LONGEST_COMM),
                (int) process.number("uid", 0, MOST_UNSIGNED_INT),
                process.integer("parentPid", 0, Integer.MAX_VALUE),
                process.number("startTicks", 0, Long.MAX_VALUE),
                process.instant("startedAt"),
                process.text("cgroup", Process.LONGEST_PATH),
                namespacePid == null ? null : namespacePid.intValue(),
                process.textOrNull("executable", Process.LONGEST_PATH),
                process.texts("arguments", Process.MOST_ARGUMENTS, Process.LONGEST_COMMAND_LINE));
    }

    private static Frame frame(JsonFields frame) {
        var offset = frame.hexOrNull("offset");
        if (offset == null) throw frame.refused("offset", "missing");
        return new Frame(
                frame.textOrNull("buildId", 64),
                offset,
                frame.textOrNull("module", Frame.LONGEST_NAME),
                frame.textOrNull("function", Frame.LONGEST_NAME));
    }

    private static @Nullable Container container(@Nullable JsonFields container) {
        if (container == null) return null;
        return new Container(
                container.text("id", Text.LONGEST_NAME),
                container.textOrNull("name", Text.LONGEST_NAME),
                container.textOrNull("image", Container.LONGEST_IMAGE));
    }

    private static @Nullable Pod pod(@Nullable JsonFields pod) {
        if (pod == null) return null;
        return new Pod(
                pod.text("uid", Text.LONGEST_NAME),
                pod.textOrNull("namespace", Text.LONGEST_NAME),
                pod.textOrNull("name", Text.LONGEST_NAME),
                pod.textMap("labels", Pod.MOST_LABELS, Pod.LONGEST_LABEL_KEY, Pod.LONGEST_LABEL_VALUE),
                workload(pod.objectOrNull("workload")));
    }

    private static @Nullable Workload workload(@Nullable JsonFields workload) {
        if (workload == null) return null;
        return new Workload(workload.text("kind", Text.LONGEST_NAME), workload.text("name", Text.LONGEST_NAME));
    }
}
