package io.hikeshi.sensor.netconsole.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which devices can send without their drivers' usual help: {@code netpoll_setup} in net/core/netpoll.c. */
final class DeviceChecks {
    private static final Set<String> MADE_OF_OTHERS = Set.of("bridge", "bond", "team", "vlan", "macvlan", "ipvlan");
    private static final Set<String> OVERLAYS = Set.of("vxlan", "geneve", "gre", "wireguard");

    /** {@code MAX_PRINT_CHUNK} and the headers of IPv6 and UDP; nothing is fragmented. */
    private static final int LONGEST_DATAGRAM = 1_000 + 40 + 8;

    private DeviceChecks() {}

    static List<Remark> of(Device device) {
        var remarks = new ArrayList<Remark>();
        if (!device.master().isEmpty()) remarks.add(enslaved(device));
        if (device.type() != Device.ETHERNET) remarks.add(notEthernet(device));
        if (MADE_OF_OTHERS.contains(device.kind()) || !device.ports().isEmpty()) remarks.add(madeOfOthers(device));
        if (device.kind().equals("wlan")) {
            remarks.add(Remark.warning(
                    device.name() + " is wireless: most such drivers cannot send in a panic", "use a wired device"));
        }
        if (OVERLAYS.contains(device.kind())) remarks.add(overlay(device));
        if (!device.up() || !device.carrier()) {
            remarks.add(Remark.warning(
                    device.name() + " is " + (device.up() ? "without carrier" : "down"),
                    "bring it up: ip link set " + device.name() + " up; see ip link"));
        }
        if (device.mtu() > 0 && device.mtu() < LONGEST_DATAGRAM) {
            remarks.add(Remark.warning(
                    device.name() + " sends at most " + device.mtu() + " bytes: longer lines are lost",
                    "raise its MTU to " + LONGEST_DATAGRAM + " or more"));
        }
        return remarks;
    }

    private static Remark enslaved(Device device) {
        return Remark.problem(
                "netpoll refuses " + device.name() + ", because it is a part of " + device.master(),
                "send by " + device.master() + " instead: --device " + device.master());
    }

    private static Remark notEthernet(Device device) {
        return Remark.problem(
                device.name() + " is no Ethernet device, and netpoll knows no other frames",
                "choose another: --device NAME, with a receiver that it reaches");
    }

    private static Remark madeOfOthers(Device device) {
        String kind = device.kind().isEmpty() ? "made of other devices" : "a " + device.kind();
        String over = device.ports().isEmpty() ? "" : " over " + String.join(", ", device.ports());
        return Remark.warning(
                device.name() + " is " + kind + over + ": it works only if each device below supports netpoll",
                "prove it with --test, and again after a change of its parts");
    }

    private static Remark overlay(Device device) {
        return Remark.warning(
                device.name() + " is an overlay (" + device.kind()
                        + "): the receiver's address looks like a pod's, which moves",
                "give the address of the receiver's host");
    }
}
