package io.hikeshi.tests.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The workers' truth against what the product said.
 *
 * @param rightCgroup of the detected, how many with the cgroup they lived in; likewise comm and stack
 * @param duplicates sightings of a worker that had been seen before
 * @param strangers sightings of no worker
 * @param latency from signal to arrival of the line, in microseconds
 */
record Tally(
        int workers,
        int detected,
        int rightCgroup,
        int rightComm,
        int withStack,
        int duplicates,
        int strangers,
        Figures latency) {

    /** @param cgroupOf the path of a pod's cgroup by the pod's number */
    static Tally of(List<Worker> workers, List<Sighting> sightings, IntFunction<String> cgroupOf) {
        var left = new ArrayList<>(sightings);
        var seen = match(workers, left);
        return new Tally(
                workers.size(),
                seen.size(),
                count(
                        seen,
                        pair -> pair.getValue()
                                .cgroup()
                                .equals(cgroupOf.apply(pair.getKey().pod()))),
                count(seen, pair -> pair.getValue().comm().equals(pair.getKey().comm())),
                count(seen, pair -> pair.getValue().frames() > 0),
                duplicates(seen, left),
                left.size() - duplicates(seen, left),
                Figures.of(seen.entrySet().stream()
                        .map(pair -> (pair.getValue().arrived() - pair.getKey().signalled()) / 1e3)
                        .toList()));
    }

    /**
     * Gives each sighting to one worker. A pid comes round within seconds during a storm, so pid and comm decide first; what
     * is left over (a wrong or missing comm) goes by pid to the worker that died last before it arrived.
     */
    private static Map<Worker, Sighting> match(List<Worker> workers, List<Sighting> left) {
        var seen = new HashMap<Worker, Sighting>();
        for (var worker : workers) {
            take(left, sighting -> isOf(worker, sighting)).ifPresent(sighting -> seen.put(worker, sighting));
        }
        for (int i = workers.size() - 1; i >= 0; i--) {
            var worker = workers.get(i);
            if (seen.containsKey(worker)) continue;
            take(left, sighting -> sighting.pid() == worker.pid() && sighting.arrived() >= worker.signalled())
                    .ifPresent(sighting -> seen.put(worker, sighting));
        }
        return seen;
    }

    private static Optional<Sighting> take(List<Sighting> left, Predicate<Sighting> wanted) {
        for (var sighting : left) {
            if (!wanted.test(sighting)) continue;
            left.remove(sighting);
            return Optional.of(sighting);
        }
        return Optional.empty();
    }

    private static boolean isOf(Worker worker, Sighting sighting) {
        return sighting.pid() == worker.pid() && sighting.comm().equals(worker.comm());
    }

    private static int duplicates(Map<Worker, Sighting> seen, List<Sighting> left) {
        var ids = new HashSet<String>();
        var names = new HashSet<String>();
        seen.forEach((worker, sighting) -> {
            ids.add(sighting.id());
            names.add(worker.pid() + " " + worker.comm());
        });
        return (int) left.stream()
                .filter(again -> ids.contains(again.id()) || names.contains(again.pid() + " " + again.comm()))
                .count();
    }

    private static int count(Map<Worker, Sighting> seen, Predicate<Map.Entry<Worker, Sighting>> wanted) {
        return (int) seen.entrySet().stream().filter(wanted).count();
    }
}
