package io.hikeshi.tests.bench;

import java.time.Duration;

/**
 * Runs {@code flood.c}: many machines' netconsole from one process, lines of 100 bytes.
 *
 * @param sources loopback addresses that send in turn
 * @param perSecond 0 for as fast as one core can
 * @param format basic or extended
 */
record Flood(int sources, int datagrams, int perSecond, String format) {
    /** A machine that others keep busy sends slower than it is told to; the table says how slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Returns once all are sent; says how many a second were. */
    double send(int port) {
        var command = Programs.command("flood", port, sources, datagrams, perSecond, format);
        return datagrams
                / Double.parseDouble(Programs.outputOf(command, PATIENCE).strip());
    }
}
