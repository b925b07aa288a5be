package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import io.hikeshi.sensor.netconsole.wire.Datagram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns datagrams of many sources into panics. A panic is told once when its first line arrives, before anything is put in
 * order, and once when its text is whole; trouble that a kernel survives is told once. Whatever is sent, memory stays within
 * {@link Limits}: the sources that were silent for longest forget their lines first, and an open panic is reported rather
 * than forgotten. Not safe for threads.
 */
public final class Assembler {
    private final Limits limits;
    private final OopsLimits oopsLimits;
    private final Map<Source, Sender> quiet = new LinkedHashMap<>(256, 0.75f, true);
    private final Map<Source, Sender> waiting = new LinkedHashMap<>();
    private long weight;
    private long panics;
    private long evicted;
    private long oopsesKeptBack;

    public Assembler(Limits limits) {
        this(limits, OopsLimits.DEFAULT);
    }

    /** @param oopsLimits which trouble of a kernel that lives on is told */
    public Assembler(Limits limits, OopsLimits oopsLimits) {
        this.limits = limits;
        this.oopsLimits = oopsLimits;
    }

    /**
     * Takes one datagram.
     *
     * @param bytes the datagram, from the beginning of the array
     * @param at milliseconds of a clock that never goes back, the same one for all calls
     */
    public List<Finding> receive(Source source, byte[] bytes, int length, long at) {
        var found = new ArrayList<Finding>(0);
        var datagram = Datagram.parse(bytes, length);
        if (datagram.lines().isEmpty() && datagram.fragment().isEmpty()) return found;
        var sender = waiting.get(source);
        if (sender == null) sender = quiet.get(source);
        if (sender == null) sender = admit(source);
        int weightBefore = sender.weight();
        long keptBackBefore = sender.oopsesKeptBack();
        sender.keepWithin(isTight() ? share() : Integer.MAX_VALUE);
        sender.receive(datagram, at, found);
        weight += sender.weight() - weightBefore;
        oopsesKeptBack += sender.oopsesKeptBack() - keptBackBefore;
        place(source, sender);
        makeRoom(at, found);
        return found;
    }

    /** Tells what is due without another datagram. Call it every 10 ms, or at most 50 ms may pass before a panic is told. */
    public List<Finding> tick(long at) {
        if (waiting.isEmpty()) return List.of();
        var found = new ArrayList<Finding>(0);
        for (var entry : List.copyOf(waiting.entrySet())) {
            var sender = entry.getValue();
            int weightBefore = sender.weight();
            sender.tick(at, found);
            weight += sender.weight() - weightBefore;
            place(entry.getKey(), sender);
        }
        makeRoom(at, found);
        return found;
    }

    /** Reports the open panics as they are. */
    public List<Finding> end(long at) {
        var found = new ArrayList<Finding>(0);
        for (var sender : waiting.values()) sender.close(End.STOPPED, at, found);
        return found;
    }

    /** Something is due without another datagram. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** About how many bytes all sources hold. */
    public long weight() {
        return weight;
    }

    public int sources() {
        return quiet.size() + waiting.size();
    }

    /** Sources forgotten for lack of room since the start. */
    public long evicted() {
        return evicted;
    }

    /** Lines since the start that would have begun a report of trouble, had their source not had so many within a minute. */
    public long oopsesKeptBack() {
        return oopsesKeptBack;
    }

    private Sender admit(Source source) {
        var sender = new Sender(source, limits, oopsLimits, () -> ++panics);
        weight += sender.weight();
        quiet.put(source, sender);
        return sender;
    }

    private void place(Source source, Sender sender) {
        if (sender.isWaiting()) {
            quiet.remove(source);
            waiting.put(source, sender);
        } else if (waiting.remove(source) != null) {
            quiet.put(source, sender);
        }
    }

    /** The last quarter is for sources that have less than others. */
    private boolean isTight() {
        return weight > limits.bytes() / 4 * 3;
    }

    /** What each source may keep if all talk. */
    private long share() {
        return limits.bytes() / sources() - Sender.OVERHEAD;
    }

    /** What is too much is forgotten of whoever was silent for longest. */
    private void makeRoom(long at, List<Finding> found) {
        while (weight > limits.bytes() || sources() > limits.sources()) {
            var oldest = quiet.isEmpty() ? firstOf(waiting) : firstOf(quiet);
            var sender = oldest.getValue();
            weight -= sender.weight();
            sender.close(End.NO_ROOM, at, found);
            quiet.remove(oldest.getKey());
            waiting.remove(oldest.getKey());
            evicted++;
        }
    }

    private static Map.Entry<Source, Sender> firstOf(Map<Source, Sender> senders) {
        return senders.entrySet().iterator().next();
    }
}
