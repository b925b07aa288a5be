package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a machine's netconsole should be, and what was found out on the way.
 *
 * @param targets one for each receiver that can be reached
 */
public record Plan(List<Target> targets, List<Remark> remarks) {
    public Plan {
        targets = List.copyOf(targets);
        remarks = List.copyOf(remarks);
    }

    /** Reads tables and waits some seconds for an unknown neighbour; changes nothing. */
    public static Plan of(Wishes wishes, Host host) throws IOException, InterruptedException {
        return new Planner(wishes, host, Targets.of(host), WayFinder.PATIENCE).plan();
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
}
