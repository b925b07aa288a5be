package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.Inbound;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.Signal;
import io.hikeshi.sensor.event.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deaths to judge. */
final class Deaths {
    static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    static final String NODE = "n1.example.com";
    static final Pod WEB = web("web-1");

    private Deaths() {}

    /** A pod of Deployment web. */
    static Pod web(String name) {
        return new Pod("uid-of-" + name, "shop", name, Map.of("app", "web"), new Workload("Deployment", "web"));
    }

    /** A crash of one and the same fault. */
    static ProcessCrashed crash(int pid, Instant at, @Nullable Pod pod) {
        return crash(NODE, pid, at, pod);
    }

    static ProcessCrashed crashOn(String node) {
        return crash(node, 42, AT, null);
    }

    private static ProcessCrashed crash(String node, int pid, Instant at, @Nullable Pod pod) {
        var process = new Process(
                pid, pid, "web", "web", 1000, 1, 5000, at.minusSeconds(5), "/kubepods/pod1", null, null, List.of());
        var signal = new Signal(11, "SIGSEGV", "SEGV_MAPERR", 16L);
        var origin = new Origin("default", node, "boot-1", "kernel");
        return new ProcessCrashed(origin, at, "bpf", process, signal, false, List.of(), null, pod);
    }

    static Inbound delivered(NodeEvent event, long delivery) {
        return new Inbound(Subjects.of(event), EventCodec.encode(event), delivery);
    }
}
