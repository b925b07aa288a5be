package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine of files: 192.0.2.5/24 on eth0, its gateway 192.0.2.1, Linux 6.12. */
final class FakeHost implements Network {
    final List<List<String>> ran = new ArrayList<>();
    final List<InetAddress> nudged = new ArrayList<>();
    final Path root;
    private InetAddress ours = Endpoint.literal("192.0.2.5");
    private String answersNudge = "";

    FakeHost(Path root) throws IOException {
        this.root = root;
        with("proc/sys/kernel/osrelease", "6.12.1-amd64\n");
        with("proc/sys/kernel/printk", "7\t4\t1\t7\n");
        with("proc/sys/kernel/panic", "10\n");
        with("proc/cmdline", "root=/dev/vda1 ro\n");
        with("sys/module/printk/parameters/time", "Y\n");
        with(
                "proc/net/route",
                route("eth0", "0.0.0.0", "192.0.2.1", "0.0.0.0")
                        + route("eth0", "192.0.2.0", "0.0.0.0", "255.255.255.0"));
        with("proc/net/arp", arp("192.0.2.1", "02:00:00:00:00:01"));
        device("eth0", "INTERFACE=eth0\n");
    }

    FakeHost with(String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
        return this;
    }

    FakeHost device(String name, String uevent) throws IOException {
        String folder = "sys/class/net/" + name;
        return with(folder + "/type", "1\n")
                .with(folder + "/mtu", "1500\n")
                .with(folder + "/flags", "0x1003\n")
                .with(folder + "/carrier", "1\n")
                .with(folder + "/uevent", uevent);
    }

    /** Whom the kernel finds out about once it is asked. */
    FakeHost answeringNudge(String arp) {
        answersNudge = arp;
        return this;
    }

    Host host() {
        return new Host(
                root.resolve("proc"),
                root.resolve("sys"),
                root.resolve("config"),
                root.resolve("modules"),
                root.resolve("kmsg"),
                this::run,
                this);
    }

    static String arp(String address, String mac) {
        return address + "        0x1         0x2         " + mac + "     *        eth0\n";
    }

    static String route(String device, String to, String gateway, String mask) {
        return "%s\t%s\t%s\t0003\t0\t0\t0\t%s\t0\t0\t0\n"
                .formatted(device, number(to), number(gateway), number(mask))
                .replace("00000000\t0003", "00000000\t0001");
    }

    @Override
    public InetAddress sourceTo(InetAddress receiver) {
        return ours;
    }

    @Override
    public List<InetAddress> addressesOf(String device) {
        return List.of(ours);
    }

    @Override
    public boolean isOurs(InetAddress address) {
        return address.equals(ours);
    }

    @Override
    public void nudge(InetAddress neighbour) throws IOException {
        nudged.add(neighbour);
        with("proc/net/arp", answersNudge);
    }

    private Commands.Result run(List<String> words) {
        ran.add(words);
        return new Commands.Result(1, "not here");
    }

    private static String number(String address) {
        var bytes = ByteBuffer.wrap(Endpoint.literal(address).getAddress()).order(ByteOrder.nativeOrder());
        return String.format("%08X", bytes.getInt());
    }
}
