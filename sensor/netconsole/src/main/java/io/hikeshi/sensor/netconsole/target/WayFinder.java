package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the kernel's tables for what it will not be able to ask them itself. */
final class WayFinder {
    /** The kernel asks for a MAC address three times, a second apart. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Host host;
    private final @Nullable String wantedDevice;
    private final @Nullable MacAddress wantedMac;
    private final Duration patience;
    private final Neighbours neighbours;

    WayFinder(Host host, Wishes wishes, Duration patience) {
        this.host = host;
        this.wantedDevice = wishes.device();
        this.wantedMac = wishes.mac();
        this.patience = patience;
        this.neighbours = new Neighbours(host.net(), host.commands());
    }

    /** @throws NoWay if there is none, with what to do about it */
    Way find(Endpoint receiver) throws NoWay, InterruptedException {
        try {
            refuseNonsense(receiver);
            var route = route(receiver);
            var device = Device.read(host.devices(), route.device());
            var local = local(receiver, device);
            return new Way(device, local, route.gateway(), mac(receiver, route));
        } catch (IOException | IllegalArgumentException e) {
            throw new NoWay(
                    "cannot find the way to " + receiver + ": " + e.getMessage(),
                    "see ip route get " + Endpoint.text(receiver.address()) + ", or say it: --device, --mac");
        }
    }

    private void refuseNonsense(Endpoint receiver) throws NoWay, IOException {
        var address = receiver.address();
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new NoWay(receiver + " is no machine's address", "give the address of the receiver's host");
        }
        if (address.isLoopbackAddress() || host.network().isOurs(address)) {
            throw new NoWay(
                    receiver + " is this machine, whose death it is to report",
                    "give a receiver on another machine; two of them tell of each other's nodes");
        }
    }

    private Route route(Endpoint receiver) throws NoWay, IOException {
        var address = receiver.address();
        return RouteTable.find(host.net(), address, wantedDevice)
                .orElseThrow(() -> new NoWay(
                        "no route leads to " + receiver + (wantedDevice == null ? "" : " by " + wantedDevice),
                        "see ip route get " + Endpoint.text(address) + "; --device names another device"));
    }

    /** Whatever the routing rules say must be an address of the device that the datagrams leave by. */
    private InetAddress local(Endpoint receiver, Device device) throws NoWay, IOException {
        var addresses = host.network().addressesOf(device.name());
        var source = host.network().sourceTo(receiver.address());
        if (addresses.contains(source)) return source;
        boolean v4 = receiver.address() instanceof Inet4Address;
        return addresses.stream()
                .filter(address -> address instanceof Inet4Address == v4 && !address.isLinkLocalAddress())
                .findFirst()
                .orElseThrow(() -> new NoWay(
                        device.name() + " has no address to send to " + receiver + " from",
                        "give it one, or choose another device: --device NAME"));
    }

    private MacAddress mac(Endpoint receiver, Route route) throws NoWay, IOException, InterruptedException {
        if (wantedMac != null) return wantedMac;
        var hop = route.nextHop(receiver.address());
        return asked(hop, route.device())
                .orElseThrow(
                        () -> new NoWay(
                                "nobody on " + route.device() + " answers for " + Endpoint.text(hop)
                                        + ", which leads to " + receiver,
                                "see that it is up and on this link (ping it, then ip neighbour), or give its address: --mac MAC"));
    }

    private Optional<MacAddress> asked(InetAddress hop, String device) throws IOException, InterruptedException {
        var known = neighbours.mac(hop, device);
        if (known.isPresent()) return known;
        host.network().nudge(hop);
        long end = System.nanoTime() + patience.toNanos();
        do {
            Thread.sleep(PAUSE.toMillis());
            known = neighbours.mac(hop, device);
        } while (known.isEmpty() && System.nanoTime() < end);
        return known;
    }
}
