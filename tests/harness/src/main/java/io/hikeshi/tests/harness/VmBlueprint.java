package io.hikeshi.tests.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link PanicVm} shall be, until it is switched on. */
final class VmBlueprint {
    /** Where the machine keeps what its dying kernel wrote; a megabyte that no kernel uses. */
    private static final String RAMOOPS = "0x8000000";

    private static final int MEGABYTES = 256;
    /** Files that come along are unpacked in its memory. */
    private static final int MEGABYTES_WITH_FILES = 1024;

    /** Below the one of targets that are made in configfs; counts down, as who hears several tells them apart by it. */
    private static final int FIRST_OWN_PORT = 6664;

    final String name;
    final int number;
    StockKernel kernel = StockKernel.STABLE;
    int leaseSeconds = 40;
    int rebootSeconds;

    @Nullable
    Command command;

    List<Path> files = List.of();
    private final List<String> targets = new ArrayList<>();

    VmBlueprint(String name, int number) {
        this.name = name;
        this.number = number;
    }

    String address() {
        return NetworkNamespace.address(number);
    }

    /** One more target for the module's parameter: Documentation/networking/netconsole.rst. */
    void addTarget(NetconsoleFormat format, String receiver, int port) {
        int ownPort = FIRST_OWN_PORT - targets.size();
        targets.add("%s%d@%s/eth0,%d@%s/%s"
                .formatted(format.flags, ownPort, address(), port, receiver, NetworkNamespace.HOST_MAC));
    }

    /** @param kubelet what its kubelet is told */
    Qemu build(Workspace workspace, SerialLine serial, Path kubelet) {
        var machine = new Qemu(workspace, serial)
                .boot(kernel, kernelCommandLine())
                .memory(command == null ? MEGABYTES : MEGABYTES_WITH_FILES)
                .cable(name, NetworkNamespace.mac(number))
                .firmwareFile("kubelet", kubelet);
        if (command == null) return machine;
        var words = workspace.write("command", String.join("\0", command.words()));
        return machine.firmwareFile("command", words).disk(new HostFiles(workspace).pack(files));
    }

    private String kernelCommandLine() {
        return String.join(
                " ",
                "console=ttyS0 panic=" + rebootSeconds,
                "memmap=1M$" + RAMOOPS,
                "vm.ramoops=" + RAMOOPS,
                "vm.name=" + name,
                "vm.address=" + address(),
                "vm.netconsole=" + String.join(";", targets));
    }
}
