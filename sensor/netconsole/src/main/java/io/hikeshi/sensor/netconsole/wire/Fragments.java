package io.hikeshi.sensor.netconsole.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the fragments of one source's records together, in whatever order they come. Bounded; not safe for threads. */
public final class Fragments {
    /** {@code CONSOLE_EXT_LOG_MAX} is 8 KiB; userdata adds at most 16 items of 255 bytes. */
    private static final int LONGEST_RECORD = 16 * 1024;

    /** Records of several CPUs interleave, but a target sends one record's fragments without a pause. */
    private static final int MOST_OPEN = 4;

    private final Map<Long, Gathered> open = new LinkedHashMap<>();

    /** Records that this fragment completes, or that it pushes out unfinished because too many are open. */
    public List<Line> add(Fragment fragment) {
        var header = fragment.header();
        if (header.total() > LONGEST_RECORD) return List.of(fragment.alone());
        var gathered = open.get(header.seq());
        if (gathered != null && !gathered.accepts(fragment)) return List.of(fragment.alone());
        if (gathered == null) {
            gathered = new Gathered(header);
            open.put(header.seq(), gathered);
        }
        gathered.put(fragment);
        var lines = new ArrayList<Line>();
        if (gathered.isWhole()) {
            open.remove(header.seq());
            lines.add(gathered.line());
        }
        if (open.size() > MOST_OPEN) lines.add(removeOldest());
        return lines;
    }

    /** What has arrived of records that were never completed, marked as cut. */
    public List<Line> flush() {
        var lines = new ArrayList<Line>();
        while (!open.isEmpty()) lines.add(removeOldest());
        return lines;
    }

    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Bytes held. */
    public int weight() {
        // Most datagrams are whole records: a stream for each would cost more than reading it.
        return open.isEmpty()
                ? 0
                : open.values().stream().mapToInt(Gathered::weight).sum();
    }

    private Line removeOldest() {
        var records = open.values().iterator();
        var oldest = records.next();
        records.remove();
        return oldest.line();
    }
}
