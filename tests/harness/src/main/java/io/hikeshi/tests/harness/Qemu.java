package io.hikeshi.tests.harness;

import java.nio.file.Path;

/** A virtual machine in software emulation, without disk, with one network cable, a serial line and a fw_cfg file. */
final class Qemu implements AutoCloseable {
    private final QemuMonitor monitor;
    private final Child process;

    /**
     * Switches it on.
     *
     * @param tap the other end of its cable
     * @param settings the file that the guest finds in fw_cfg as {@code opt/hikeshi/kubelet}
     */
    Qemu(Workspace workspace, SerialLine serial, String kernelCommandLine, String tap, String mac, Path settings) {
        monitor = new QemuMonitor(workspace.file("monitor.socket"));
        process = Command.of("qemu-system-x86_64")
                .with("-accel", "tcg", "-cpu", "max", "-M", "q35,vmport=off", "-m", "256", "-smp", "1")
                .with("-nodefaults", "-no-user-config", "-display", "none", "-vga", "none")
                .with("-kernel", Tools.find("panic-vm/vmlinuz"), "-initrd", Tools.find("panic-vm/initrd"))
                .with("-append", kernelCommandLine)
                .with("-netdev", "tap,id=cable,ifname=" + tap + ",script=no,downscript=no")
                .with("-device", "virtio-net-pci,netdev=cable,mac=" + mac)
                .with("-fw_cfg", "name=opt/hikeshi/kubelet,file=" + settings)
                .with("-chardev", serial.device("serial"), "-serial", "chardev:serial")
                .with("-qmp", monitor.device())
                .start(workspace.folder(), "qemu");
    }

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
