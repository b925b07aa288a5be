package io.hikeshi.tests.harness;

import java.nio.file.Path;

/** A virtual machine in software emulation, with a network cable and two serial lines. Describe it, then {@link #switchOn}. */
final class Qemu {
    /**
     * Without cmpxchg16b: QEMU 7.2 hands kernels nonsense for flags after it, and Linux 6.12 then dies as it boots, every second
     * time.
     */
    private static final String PROCESSOR = "max,-cx16";

    private final Workspace workspace;
    private final QemuMonitor monitor;
    private Command command;

    Qemu(Workspace workspace, SerialLine words) {
        this.workspace = workspace;
        monitor = new QemuMonitor(workspace.file("monitor.socket"));
        command = Command.of("qemu-system-x86_64")
                .with("-accel", "tcg", "-cpu", PROCESSOR, "-M", "q35,vmport=off", "-smp", "1")
                .with("-nodefaults", "-no-user-config", "-display", "none", "-vga", "none")
                .with("-serial", "file:" + console(workspace))
                .with("-chardev", words.device("words"), "-serial", "chardev:words")
                .with("-qmp", monitor.device());
    }

    /** What came over the first serial line, where a kernel has its console. */
    static Path console(Workspace workspace) {
        return workspace.file("console.log");
    }

    Qemu boot(StockKernel kernel, String commandLine) {
        command = command.with("-kernel", kernel.file("vmlinuz"), "-initrd", kernel.file("initrd"))
                .with("-append", commandLine);
        return this;
    }

    Qemu memory(int megabytes) {
        command = command.with("-m", megabytes);
        return this;
    }

    /** @param tap the other end */
    Qemu cable(String tap, String mac) {
        command = command.with("-netdev", "tap,id=cable,ifname=" + tap + ",script=no,downscript=no")
                .with("-device", "virtio-net-pci,netdev=cable,mac=" + mac);
        return this;
    }

    /** The guest finds it in fw_cfg as {@code opt/hikeshi/<name>}. */
    Qemu firmwareFile(String name, Path file) {
        command = command.with("-fw_cfg", "name=opt/hikeshi/%s,file=%s".formatted(name, file));
        return this;
    }

    /** The guest's {@code /dev/vda}, which it cannot write. */
    Qemu disk(Path file) {
        command = command.with("-drive", "file=%s,format=raw,if=none,id=disk,readonly=on".formatted(file))
                .with("-device", "virtio-blk-pci,drive=disk");
        return this;
    }

    Running switchOn() {
        return new Running(command.start(workspace.folder(), "qemu"), monitor);
    }

    /** One that has been switched on. */
    record Running(Child process, QemuMonitor monitor) implements AutoCloseable {
        void mustLive() {
            process.mustLive();
        }

        /** Its processor stands still. */
        void freeze() {
            monitor.execute("stop");
        }

        /** As its reset button: its memory keeps what no boot overwrites. */
        void reset() {
            monitor.execute("system_reset");
            monitor.execute("cont");
        }

        @Override
        public void close() {
            process.kill();
        }
    }
}
