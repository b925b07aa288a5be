package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the receivers one by one. For one plan. */
final class Planner {
    private final Wishes wishes;
    private final Host host;
    private final Targets present;
    private final WayFinder finder;
    private final Kernel kernel;
    private final @Nullable NodeNonce nonce;
    private final List<Target> targets = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();

    /** @param patience with a neighbour that the kernel does not know yet */
    Planner(Wishes wishes, Host host, Targets present, Duration patience) throws IOException {
        this.wishes = wishes;
        this.host = host;
        this.present = present;
        this.finder = new WayFinder(host, wishes, patience);
        this.kernel = Kernel.read(host);
        this.nonce = wishes.extended() && kernel.hasUserdata() ? nonce() : null;
    }

    Plan plan() throws IOException, InterruptedException {
        remarks.addAll(KernelChecks.of(kernel, wishes, present.areSupported()));
        if (wishes.receivers().size() == 1) {
            remarks.add(Remark.warning("a single receiver can die with its own node", "give a second --receiver"));
        }
        for (var receiver : wishes.receivers()) add(receiver);
        for (var other : present.others()) remarks.add(beside(other));
        return new Plan(targets, remarks);
    }

    private NodeNonce nonce() throws IOException {
        var wanted = wishes.nonce();
        return wanted == null ? present.nonce().orElseGet(NodeNonce::random) : wanted;
    }

    private void add(Endpoint receiver) throws IOException, InterruptedException {
        if (wishes.receivers().size() > 1 && host.network().isOurs(receiver.address())) {
            remarks.add(Remark.note(receiver + " is this machine: of its own death the others hear"));
            return;
        }
        try {
            var way = finder.find(receiver);
            var found = DeviceChecks.of(way.device());
            remarks.add(way.toldOf(receiver));
            remarks.addAll(found);
            if (found.stream().noneMatch(Remark::isProblem)) targets.add(target(receiver, way));
        } catch (NoWay e) {
            remarks.add(e.remark());
        }
    }

    private Target target(Endpoint receiver, Way way) {
        return new Target(
                Targets.name(targets.size()),
                way.device().name(),
                way.local(),
                receiver,
                way.mac(),
                wishes.extended(),
                wishes.extended() && kernel.sendsRelease(),
                nonce);
    }

    private Remark beside(String other) {
        var receiver = present.folder(other).receiver();
        if (receiver.isPresent() && wishes.receivers().contains(receiver.get())) {
            return Remark.warning(
                    "the target " + other + " sends to " + receiver.get() + " as well: each line arrives twice",
                    "take it away: rmdir " + other + " below the targets' folder, if nobody needs it");
        }
        return Remark.note("the target " + other + " is somebody else's and stays as it is");
    }
}
