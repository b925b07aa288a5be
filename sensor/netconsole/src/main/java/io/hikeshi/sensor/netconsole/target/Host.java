package io.hikeshi.sensor.netconsole.target;

import java.nio.file.Path;

/**
 * The machine whose kernel is to send, as folders, programs and sockets.
 *
 * @param proc where procfs is mounted
 * @param sys where sysfs is mounted
 * @param configfs where configfs is mounted, or belongs
 * @param modules the folder with one folder of modules for each kernel
 * @param kmsg the device that takes lines for the kernel's log
 */
public record Host(Path proc, Path sys, Path configfs, Path modules, Path kmsg, Commands commands, Network network) {
    public static final Path CONFIGFS = Path.of("/sys/kernel/config");

    /** @param configfs elsewhere than {@link #CONFIGFS} only in a container */
    public static Host thisMachine(Path configfs) {
        return new Host(
                Path.of("/proc"),
                Path.of("/sys"),
                configfs,
                Path.of("/lib/modules"),
                Path.of("/dev/kmsg"),
                Commands.ofThisMachine(),
                Network.ofThisMachine());
    }

    /** Netconsole's folder; there once both configfs and netconsole are. */
    public Path targets() {
        return configfs.resolve("netconsole");
    }

    /** Tables of the network namespace that we are in. */
    Path net() {
        return proc.resolve("net");
    }

    Path devices() {
        return sys.resolve("class/net");
    }
}
