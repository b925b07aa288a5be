package io.hikeshi.sensor.netconsole.target;

/**
 * What a receiver saw of a {@link TestLine}; its JSON has the same names.
 *
 * @param address whose datagram it was, as the receiver saw it
 * @param port the datagram's source port
 * @param format {@code basic} or {@code extended}
 * @param nonce {@code verified}, {@code missing}, {@code wrong} or {@code unregistered}
 * @param seenAt such as {@code 2026-01-31T12:00:00.123Z}
 */
public record TestSeen(String address, int port, String format, String nonce, String seenAt) {}
