package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which processes there are, and who started whom. A look at one moment: processes come and go meanwhile. */
final class ProcessTree {
    private static final int INIT = 1;

    private final Path proc;
    private final Map<Integer, Integer> parents = new HashMap<>();

    private ProcessTree(Path proc) {
        this.proc = proc;
    }

    static ProcessTree read(Path proc) throws IOException {
        var tree = new ProcessTree(proc);
        for (int pid : numbers(proc)) tree.add(pid);
        return tree;
    }

    private void add(int pid) {
        try {
            var stat = Files.readAllBytes(proc.resolve(pid + "/stat"));
            parents.put(
                    pid,
                    ProcStat.parse(new String(stat, StandardCharsets.UTF_8)).parentPid());
        } catch (IOException e) {
            return; // gone meanwhile
        }
    }

    /** All but init, and a process with its descendants. */
    Set<Integer> others(int self) {
        var others = new HashSet<>(parents.keySet());
        others.removeAll(withDescendants(List.of(self)));
        others.remove(INIT);
        return others;
    }

    Set<Integer> children(int parent) {
        var children = new HashSet<>(parents.keySet());
        children.removeIf(pid -> !Integer.valueOf(parent).equals(parents.get(pid)));
        return children;
    }

    Set<Integer> withDescendants(Collection<Integer> pids) {
        var found = new HashSet<>(pids);
        for (boolean grew = true; grew; ) {
            grew = false;
            for (var child : parents.entrySet()) {
                if (found.contains(child.getValue())) grew |= found.add(child.getKey());
            }
        }
        return found;
    }

    List<Integer> threads(int pid) {
        try {
            return numbers(proc.resolve(pid + "/task"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Integer> numbers(Path folder) throws IOException {
        var numbers = new ArrayList<Integer>();
        try (var entries = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path entry : entries)
                numbers.add(Integer.valueOf(entry.getFileName().toString()));
        }
        return numbers;
    }
}
