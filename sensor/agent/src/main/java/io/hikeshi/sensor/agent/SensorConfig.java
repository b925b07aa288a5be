package io.hikeshi.sensor.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be set; in the environment {@code hikeshi.sensor.queue} is written {@code HIKESHI_SENSOR_QUEUE}. */
@ConfigMapping(prefix = "hikeshi")
interface SensorConfig {
    /** The cluster's name, part of every event's source. */
    @WithDefault("default")
    String cluster();

    /** This node's name in the cluster; the host name if not set. */
    Optional<String> node();

    /** Whether there is an API server to ask about pods. */
    @WithDefault("true")
    boolean kubernetes();

    Sources sensor();

    /** What is watched, and how. */
    interface Sources {
        /** Whether the deaths of this node's processes are watched. */
        @WithDefault("true")
        boolean kernel();

        /** {@code auto}, {@code bpf}, {@code perf}, {@code proc} or {@code ptrace}. */
        @WithDefault("auto")
        String backend();

        /** Also processes that were killed by a signal sent to end them, or that exited with a status other than 0. */
        @WithDefault("false")
        boolean allDeaths();

        /** Deaths of processes that may wait to be published; more are dropped and counted. */
        @WithDefault("4096")
        int queue();

        /** Where to listen for other machines' kernels: {@code [ADDRESS:]PORT}; the address is 127.0.0.1 if not said. */
        Optional<String> netconsole();

        /** Threads that read datagrams. */
        @WithDefault("1")
        int netconsoleWorkers();

        /** What all of them may keep of machines that have not panicked yet, in bytes. */
        @WithDefault("67108864")
        long netconsoleBytes();

        /** Whether Leases and boots of the cluster's Nodes are watched. */
        @WithDefault("false")
        boolean nodes();

        /** Whether trouble in the log of this node's kernel is told. */
        @WithDefault("false")
        boolean kmsg();

        /** The host's {@code /dev/kmsg}. */
        @WithDefault("/dev/kmsg")
        Path kmsgDevice();

        /** Whether what a panic of this node left behind is told, and that it rebooted. */
        @WithDefault("false")
        boolean pstore();

        /** Where dumps of panics are: the kernel's own folder, and the one that systemd moves them to. */
        @WithDefault("/sys/fs/pstore,/var/lib/systemd/pstore")
        List<Path> pstoreFolders();

        /** A folder that outlives restarts: which boots, losses and dumps are known already. */
        @WithDefault("/var/lib/hikeshi")
        Path state();

        /** Where the host's {@code /proc} is mounted. */
        @WithDefault("/proc")
        Path proc();

        /** Where the host's cgroup tree is mounted. */
        @WithDefault("/sys/fs/cgroup")
        Path cgroup();
    }
}
