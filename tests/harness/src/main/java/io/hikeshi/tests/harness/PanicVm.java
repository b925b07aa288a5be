package io.hikeshi.tests.harness;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A node with a kernel of its own, one of Debian's, that really panics: a virtual machine in software emulation, on a tap,
 * with its own address. Its kubelet runs inside, so Lease and kubelet port die with the kernel. Describe it with the {@code
 * with} methods before {@link #start}; the control plane must know it, see {@link ControlPlane#withKubelet}.
 */
public final class PanicVm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** With software emulation, where a Java program starts ten times slower than elsewhere. */
    private static final Duration COMMAND_PATIENCE = Duration.ofMinutes(4);

    /** What the control plane writes on a node that it does not hear from, or not yet. */
    private static final Set<String> DOUBTS = Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private static final String END_OF_PANIC = "---[ end Kernel panic";
    private static final long LAST_DATAGRAM_MILLIS = 500;

    private final VmBlueprint blueprint;
    private final NetworkNamespace network;
    private final ControlPlane cluster;
    private final Workspace workspace;
    private final SerialLine serial;
    private Qemu.@Nullable Running machine;

    /**
     * @param name of the node
     * @param number the last part of its address
     */
    public PanicVm(String name, int number, NetworkNamespace network, ControlPlane cluster) {
        blueprint = new VmBlueprint(name, number);
        this.network = network;
        this.cluster = cluster;
        workspace = new Workspace(name);
        serial = new SerialLine(workspace);
    }

    /** Which kernel it boots. Default {@link StockKernel#STABLE}. */
    public PanicVm withKernel(StockKernel kernel) {
        blueprint.kernel = kernel;
        return this;
    }

    /** One more receiver, at {@link NetworkNamespace#HOST}. */
    public PanicVm withNetconsole(NetconsoleFormat format, int port) {
        return withNetconsole(format, NetworkNamespace.HOST, port);
    }

    /** One more receiver of its kernel's lines; from the first line of the boot on, as a module parameter does it. */
    public PanicVm withNetconsole(NetconsoleFormat format, String receiver, int port) {
        blueprint.addTarget(format, receiver, port);
        return this;
    }

    /**
     * What it runs once per boot, as root, when netconsole is loaded and configfs mounted; {@link #awaitCommand} waits for it.
     *
     * @param files of this machine that it needs, beside Java
     */
    public PanicVm withCommand(Command command, List<Path> files) {
        blueprint.command = command;
        blueprint.files = List.copyOf(files);
        return this;
    }

    /** The Lease's duration; it is renewed every quarter of it. Default 40, as a kubelet's. */
    public PanicVm withLease(int seconds) {
        blueprint.leaseSeconds = seconds;
        return this;
    }

    /** How long after a panic it starts again, as {@code kernel.panic} says; by default it stays dead. */
    public PanicVm withReboot(int seconds) {
        blueprint.rebootSeconds = seconds;
        return this;
    }

    /** Switches it on. {@link #awaitBoot}, {@link #awaitReady} and {@link #awaitCommand} wait for more. */
    public PanicVm start() {
        network.addTap(name());
        var kubelet = VmKubelet.settings(cluster, name(), address(), blueprint.leaseSeconds);
        machine = blueprint
                .build(workspace, serial, workspace.write("kubelet.json", kubelet))
                .switchOn();
        return this;
    }

    public String name() {
        return blueprint.name;
    }

    public StockKernel kernel() {
        return blueprint.kernel;
    }

    public String address() {
        return blueprint.address();
    }

    /**
     * Waits until its kernel has booted so many times.
     *
     * @return the boot id of that time
     */
    public String awaitBoot(int times) {
        return Awaitility.await("%s to boot, times=%d".formatted(name(), times))
                .atMost(PATIENCE)
                .until(this::bootIds, ids -> ids.size() >= times)
                .get(times - 1);
    }

    /** Waits until its Node is Ready under the boot id of its latest boot, and no longer doubted by the control plane. */
    public PanicVm awaitReady() {
        Awaitility.await(name() + " to be ready").atMost(PATIENCE).until(this::isReady);
        return this;
    }

    /**
     * Waits until what it runs after each boot has succeeded so many times.
     *
     * @throws IllegalStateException if it failed
     */
    public PanicVm awaitCommand(int times) {
        var codes = Awaitility.await("the command of " + name())
                .atMost(COMMAND_PATIENCE)
                .until(() -> said("ran"), ran -> ran.size() >= times);
        if (codes.stream().allMatch("0"::equals)) return this;
        throw new IllegalStateException("the command of %s failed: %s%n%s".formatted(name(), codes, console()));
    }

    /** From here on to the next boot its kernel prints no time, as with {@code printk.time=0}. */
    public void stopPrintingTimes() {
        serial.say("untimed");
    }

    /** Its kernel panics. Returns at once: what follows is the test's to watch. */
    public void die(KernelDeath death) {
        long ends = ends();
        serial.say(death.word());
        if (blueprint.rebootSeconds == 0) CompletableFuture.runAsync(() -> freezeAfter(ends + 1));
    }

    /** Somebody presses the reset button of a machine whose kernel is dead. */
    public void reset() {
        running().reset();
    }

    /** Pulls its network cable. */
    public void cut() {
        network.setUp(name(), false);
    }

    /** Puts the cable back. */
    public void mend() {
        network.setUp(name(), true);
    }

    /** Everything that its kernel printed on its console, of all boots. */
    public String console() {
        return SerialLine.read(Qemu.console(workspace));
    }

    /**
     * Writes what its dying kernel left in memory, and what the next boot found there, as the files of
     * {@code /sys/fs/pstore}.
     *
     * @return how many
     */
    public int writeDumps(Path folder) {
        return serial.writeDumps(folder);
    }

    /** Ends the machine, as a power cut. */
    @Override
    public void close() {
        if (machine != null) machine.close();
        workspace.close();
    }

    private List<String> bootIds() {
        return said("booted");
    }

    private List<String> said(String word) {
        running().mustLive();
        return serial.said(word);
    }

    private Qemu.Running running() {
        return requireNonNull(machine, "not started");
    }

    private boolean isReady() {
        var ids = bootIds();
        var node = cluster.client().nodes().withName(name()).get();
        if (ids.isEmpty() || node == null || !StandInNode.isReady(node)) return false;
        boolean tainted = node.getSpec().getTaints().stream().anyMatch(taint -> DOUBTS.contains(taint.getKey()));
        return !tainted
                && ids.get(ids.size() - 1).equals(node.getStatus().getNodeInfo().getBootID());
    }

    /** A kernel that has panicked spins until it is switched off; it shall not take a processor from the test. */
    private void freezeAfter(long ends) {
        Awaitility.await().atMost(PATIENCE).until(() -> ends() >= ends);
        CompletableFuture.delayedExecutor(LAST_DATAGRAM_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> running().freeze());
    }

    private long ends() {
        return console().lines().filter(line -> line.contains(END_OF_PANIC)).count();
    }
}
