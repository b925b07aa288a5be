package io.hikeshi.sensor.netconsole.wire;

import java.util.Arrays;

/** A part of an extended record that did not fit into one datagram. */
public final class Fragment {
    private final Header header;
    private final byte[] chunk;

    Fragment(Header header, byte[] bytes, int from, int to) {
        this.header = header;
        this.chunk = Arrays.copyOfRange(bytes, from, to);
    }

    /** What this fragment alone says; the beginning of the record if it is the first. */
    public Line alone() {
        var line = Body.line(header, chunk, 0, chunk.length);
        return isFirst() ? line.asCut() : line.withoutBeginning();
    }

    public boolean isFirst() {
        return header.offset() == 0;
    }

    Header header() {
        return header;
    }

    byte[] chunk() {
        return chunk;
    }
}
