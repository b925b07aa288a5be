package io.hikeshi.sensor.agent.cluster;

import io.hikeshi.sensor.netconsole.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Each node's last boot, and the renewal after which it was lost, remembered over restarts. Safe for threads. */
final class NodeMemory {
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9._-]{1,253}) ([A-Za-z0-9._-]{1,253}) ([A-Za-z0-9:.-]{1,40})");
    private static final String NEVER = "-";
    /** Nodes that come back under their name are recognised until there are so many. */
    private static final int MOST = 8_192;

    private final StateFile file;
    private final Map<String, Entry> nodes = new TreeMap<>();
    private boolean changed;

    /** @param lostFor {@code -} if it was not lost since it booted */
    private record Entry(String bootId, String lostFor) {}

    private NodeMemory(StateFile file) {
        this.file = file;
    }

    /**
     * Takes up what is remembered.
     *
     * @param folder that outlives restarts; made when something is to be remembered
     * @throws IOException if what is remembered cannot be read
     */
    static NodeMemory in(Path folder) throws IOException {
        var memory = new NodeMemory(new StateFile(folder.resolve("nodes")));
        for (String line : memory.file.lines()) {
            var match = LINE.matcher(line);
            if (match.matches()) memory.nodes.put(match.group(1), new Entry(match.group(2), match.group(3)));
        }
        return memory;
    }

    synchronized @Nullable String bootOf(String node) {
        var entry = nodes.get(node);
        return entry == null ? null : entry.bootId();
    }

    synchronized @Nullable String lostFor(String node) {
        var entry = nodes.get(node);
        return entry == null || entry.lostFor().equals(NEVER) ? null : entry.lostFor();
    }

    synchronized void booted(String node, String bootId) {
        put(node, new Entry(bootId, NEVER));
    }

    synchronized void lost(String node, String bootId, String renewedAt) {
        put(node, new Entry(bootId, renewedAt));
    }

    /** Makes room, if there is need of it. */
    synchronized void forgetAllBut(Set<String> names) {
        if (nodes.size() > MOST) changed |= nodes.keySet().retainAll(names);
    }

    /** On disk once this returns. */
    synchronized void save() throws IOException {
        if (!changed) return;
        file.write(nodes.entrySet().stream()
                .map(entry -> entry.getKey()
                        + ' '
                        + entry.getValue().bootId()
                        + ' '
                        + entry.getValue().lostFor())
                .toList());
        changed = false;
    }

    private void put(String node, Entry entry) {
        changed |= !entry.equals(nodes.put(node, entry));
    }
}
