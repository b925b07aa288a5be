package io.hikeshi.sensor.netconsole.target;

import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network device as {@code /sys/class/net} shows it.
 *
 * @param type {@code ARPHRD_*} of include/uapi/linux/if_arp.h; 1 is Ethernet
 * @param kind {@code bridge}, {@code bond}, {@code vlan}, {@code wlan}, {@code vxlan}...; empty for plain ones
 * @param master the bridge or bond that it is a part of; empty if of none
 * @param ports its parts, if it is a bridge, bond or the like; for a VLAN or macvlan the device below it
 * @param mtu bytes; 0 if not known
 */
record Device(
        String name, int type, String kind, String master, List<String> ports, int mtu, boolean up, boolean carrier) {
    static final int ETHERNET = 1;

    private static final int IFF_UP = 0x1;
    /** Shorter than what the kernel allows: a module parameter has separators that a name must not hold. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,14}");

    private static final String LOWER = "lower_";
    private static final Pattern KIND = Pattern.compile("(?m)^DEVTYPE=([a-z0-9_-]{1,20})$");

    /** @throws IllegalArgumentException if no device can be called so */
    static String requireName(String name) {
        if (NAME.matcher(name).matches()) return name;
        throw new IllegalArgumentException(Text.quoted(name) + " is not a network device such as eth0");
    }

    /**
     * @param folder {@code /sys/class/net}
     * @throws IOException if there is no such device
     */
    static Device read(Path folder, String name) throws IOException {
        var device = folder.resolve(requireName(name));
        if (!Files.isDirectory(device)) {
            throw new IOException("there is no network device " + name + " in " + folder + "; see: ip link");
        }
        var kind = KIND.matcher(SmallFile.readOr("", device.resolve("uevent")));
        var master = device.resolve("master");
        return new Device(
                name,
                SmallFile.number(device.resolve("type"), 0),
                kind.find() ? kind.group(1) : "",
                Files.isSymbolicLink(master)
                        ? Files.readSymbolicLink(master).getFileName().toString()
                        : "",
                lower(device),
                SmallFile.number(device.resolve("mtu"), 0),
                (SmallFile.number(device.resolve("flags"), 0) & IFF_UP) != 0,
                SmallFile.number(device.resolve("carrier"), 0) == 1);
    }

    private static List<String> lower(Path device) throws IOException {
        try (Stream<Path> files = Files.list(device)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(LOWER))
                    .map(file -> file.substring(LOWER.length()))
                    .sorted()
                    .toList();
        }
    }
}
