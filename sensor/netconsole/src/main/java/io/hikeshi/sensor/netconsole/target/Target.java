package io.hikeshi.sensor.netconsole.target;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One netconsole target as it should be.
 *
 * @param name of its folder in configfs
 * @param mac of the next hop to the receiver
 * @param release whether each line names the kernel's release
 * @param nonce null if the kernel or the format has no userdata
 */
public record Target(
        String name,
        String device,
        InetAddress local,
        Endpoint receiver,
        MacAddress mac,
        boolean extended,
        boolean release,
        @Nullable NodeNonce nonce) {
    /** netconsole's own default. */
    static final int LOCAL_PORT = 6665;

    /** Another one, so that a receiver tells lines of the early target from those of configfs. */
    static final int EARLY_PORT = 6664;

    /** {@code MAX_PARAM_LENGTH} in drivers/net/netconsole.c, less its final zero. */
    static final int LONGEST_PARAMETER = 255;

    /** The files of its folder and their values, but for {@code enabled}. Kernels before 6.6 have no {@code release}. */
    Map<String, String> attributes() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("dev_name", device);
        attributes.put("local_ip", Endpoint.text(local));
        attributes.put("local_port", Integer.toString(LOCAL_PORT));
        attributes.put("remote_ip", Endpoint.text(receiver.address()));
        attributes.put("remote_port", Integer.toString(receiver.port()));
        attributes.put("remote_mac", mac.text());
        attributes.put("extended", extended ? "1" : "0");
        attributes.put("release", release ? "1" : "0");
        return attributes;
    }

    /** What a person would type to make it. */
    public List<String> steps(Path targets) {
        var folder = targets.resolve(name);
        var steps = new ArrayList<String>();
        steps.add("mkdir " + folder);
        attributes().forEach((file, value) -> {
            if (!file.equals("release") || release) steps.add("echo " + value + " > " + folder.resolve(file));
        });
        if (nonce != null) {
            var userdata = folder.resolve("userdata").resolve(NodeNonce.USERDATA_KEY);
            steps.add("mkdir " + userdata);
            steps.add("echo " + nonce.text() + " > " + userdata.resolve("value"));
        }
        steps.add("echo 1 > " + folder.resolve("enabled"));
        return steps;
    }

    /** {@code [+][r]port@address/device,port@address/mac}: Documentation/networking/netconsole.rst. */
    String parameter() {
        return (extended ? "+" : "")
                + (release ? "r" : "")
                + EARLY_PORT
                + '@'
                + Endpoint.text(local)
                + '/'
                + device
                + ','
                + receiver.port()
                + '@'
                + Endpoint.text(receiver.address())
                + '/'
                + mac;
    }

    /** The module's parameter for all of them: it works from early boot on and without configfs, but has no nonce. */
    public static String parameter(List<Target> targets) {
        return "netconsole="
                + String.join(";", targets.stream().map(Target::parameter).toList());
    }
}
