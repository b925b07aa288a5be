package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.sensor.event.Signal;
import java.time.Instant;
import java.util.List;

/** Deaths to report. */
final class Deaths {
    static final String UID = "0b7f1e52-6b1f-4a3e-9f5d-3c2a1b0d4e5f";
    static final String CONTAINER = "4f".repeat(32);
    private static final Origin ORIGIN = new Origin("test", "node-1.example.com", "boot-7", "kernel");

    private Deaths() {}

    static ProcessDeath ofPid(int pid) {
        return crash(pid, "/system.slice/sshd.service");
    }

    static ProcessDeath inPod(String uid, String container) {
        return crash(4242, "/kubepods/burstable/pod" + uid + "/" + container);
    }

    static ProcessDeath crash(int pid, String cgroup) {
        var process =
                new Process(pid, pid, "worker", "worker", 0, 1, 100, Instant.EPOCH, cgroup, null, null, List.of());
        var signal = new Signal(11, "SIGSEGV", "SEGV_MAPERR", 16L);
        return new ProcessCrashed(ORIGIN, Instant.EPOCH, "bpf", process, signal, false, List.of(), null, null);
    }
}
