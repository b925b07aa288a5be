package io.hikeshi.sensor.event;

/**
 * Whose netconsole datagrams told an event. Anybody can write a source address on a datagram.
 *
 * @param address of IPv4 or IPv6, as text
 * @param port of the datagrams
 * @param format {@code basic}, in which any process that may write to {@code /dev/kmsg} could have said it, or
 *     {@code extended}, in which only the kernel could
 * @param known whether the address is that of the node that the event names
 */
public record Sender(String address, int port, String format, Nonce nonce, boolean known) {
    static final int LONGEST_ADDRESS = 64;

    public Sender {
        address = Text.printable(address, LONGEST_ADDRESS);
        if (port < 0 || port > 65535) throw new IllegalArgumentException("port not in 0..65535: " + port);
        if (!format.equals("basic") && !format.equals("extended")) {
            throw new IllegalArgumentException("format is neither basic nor extended: " + Text.quoted(format));
        }
    }
}
