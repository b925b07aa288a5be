package io.hikeshi.sensor.netconsole.wire;

import java.util.BitSet;

/** The bytes of one fragmented record that have arrived so far. */
final class Gathered {
    private final Header header;
    private final byte[] bytes;
    private final BitSet arrived = new BitSet();

    Gathered(Header header) {
        this.header = header;
        this.bytes = new byte[header.total()];
    }

    /** Fragments of one record agree in everything but their offset; a forged one must not spoil the rest. */
    boolean accepts(Fragment fragment) {
        var other = fragment.header();
        return other.total() == header.total()
                && other.usec() == header.usec()
                && other.priority() == header.priority();
    }

    /** The first to claim a byte keeps it. */
    void put(Fragment fragment) {
        byte[] chunk = fragment.chunk();
        int from = fragment.header().offset();
        int to = Math.min(from + chunk.length, bytes.length);
        for (int i = arrived.nextClearBit(from); i < to; i = arrived.nextClearBit(i + 1)) {
            bytes[i] = chunk[i - from];
            arrived.set(i);
        }
    }

    boolean isWhole() {
        return arrived.cardinality() == bytes.length;
    }

    int weight() {
        return bytes.length;
    }

    /** Holes are left out; the line says that it is cut. */
    Line line() {
        if (isWhole()) return Body.line(header, bytes, 0, bytes.length);
        byte[] there = new byte[arrived.cardinality()];
        int length = 0;
        for (int i = arrived.nextSetBit(0); i >= 0; i = arrived.nextSetBit(i + 1)) there[length++] = bytes[i];
        var line = Body.line(header, there, 0, length);
        return arrived.get(0) ? line.asCut() : line.withoutBeginning();
    }
}
