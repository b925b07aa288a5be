package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a machine's netconsole should be, and what was found out on the way.
 *
 * @param targets one for each receiver that can be reached
 */
public record Plan(List<Target> targets, List<Remark> remarks) {
    /** Reads tables and waits some seconds for an unknown neighbour; changes nothing. */
    public static Plan of(Wishes wishes, Host host) throws IOException, InterruptedException {
        return of(wishes, host, Targets.of(host), new WayFinder(host, wishes, WayFinder.PATIENCE));
    }

    static Plan of(Wishes wishes, Host host, Targets present, WayFinder finder)
            throws IOException, InterruptedException {
        var kernel = Kernel.read(host);
        var targets = new ArrayList<Target>();
        var remarks = new ArrayList<>(KernelChecks.of(kernel, wishes, present.areSupported()));
        boolean sendsNonce = wishes.extended() && kernel.hasUserdata();
        var nonce = sendsNonce ? nonce(wishes, present) : null;
        for (var receiver : wishes.receivers()) {
            try {
                var way = finder.find(receiver);
                var found = DeviceChecks.of(way.device());
                remarks.add(way.toldOf(receiver));
                remarks.addAll(found);
                if (found.stream().anyMatch(Remark::isProblem)) continue;
                targets.add(target(targets.size(), receiver, way, wishes, kernel, nonce));
            } catch (NoWay e) {
                remarks.add(e.remark());
            }
        }
        remarks.addAll(neighbours(wishes, present));
        return new Plan(List.copyOf(targets), List.copyOf(remarks));
    }

    public boolean hasProblem() {
        return remarks.stream().anyMatch(Remark::isProblem);
    }

    /** What the targets send to be told by; empty if the kernel or the format cannot. */
    public Optional<NodeNonce> nonce() {
        return targets.stream()
                .flatMap(target -> Optional.ofNullable(target.nonce()).stream())
                .findFirst();
    }

    private static NodeNonce nonce(Wishes wishes, Targets present) throws IOException {
        var wanted = wishes.nonce();
        return wanted == null ? present.nonce().orElseGet(NodeNonce::random) : wanted;
    }

    private static Target target(
            int number, Endpoint receiver, Way way, Wishes wishes, Kernel kernel, @Nullable NodeNonce nonce) {
        return new Target(
                Targets.name(number),
                way.device().name(),
                way.local(),
                receiver,
                way.mac(),
                wishes.extended(),
                wishes.extended() && kernel.sendsRelease(),
                nonce);
    }

    /** Receivers and targets beside ours. */
    private static List<Remark> neighbours(Wishes wishes, Targets present) throws IOException {
        var remarks = new ArrayList<Remark>();
        if (wishes.receivers().size() == 1) {
            remarks.add(Remark.warning("a single receiver can die with its own node", "give a second --receiver"));
        }
        for (var other : present.others()) {
            var receiver = present.folder(other).receiver();
            if (receiver.isPresent() && wishes.receivers().contains(receiver.get())) {
                remarks.add(Remark.warning(
                        "the target " + other + " sends to " + receiver.get() + " as well: each line arrives twice",
                        "take it away: rmdir " + other + " below the targets' folder, if nobody needs it"));
            } else {
                remarks.add(Remark.note("the target " + other + " is somebody else's and stays as it is"));
            }
        }
        return remarks;
    }
}
