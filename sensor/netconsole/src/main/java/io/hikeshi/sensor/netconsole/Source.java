package io.hikeshi.sensor.netconsole;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Who sends: an address and port as the kernel writes them, cheap to compare. Nodes behind one address translation share an
 * address, but not a port. An IPv4 address stands in {@code ::ffff:0:0/96}, where a socket of both families sees it too.
 *
 * @param high the first half of the address
 * @param low the second half
 * @param scope the interface of a link-local address, or 0
 */
public record Source(long high, long low, int scope, int port) {
    private static final long MAPPED = 0xffff_0000_0000L;

    /** Lest somebody choose addresses that meet in one bucket of a map. */
    private static final long SECRET = new SecureRandom().nextLong() | 1;

    static Source inet(int address, int port) {
        return new Source(0, MAPPED | Integer.toUnsignedLong(address), 0, port);
    }

    /** @throws IllegalArgumentException if there is no such address */
    public static Source of(String address, int port) {
        var socket = new InetSocketAddress(address, port);
        if (socket.isUnresolved()) throw new IllegalArgumentException("no address: " + address);
        var bytes = ByteBuffer.wrap(socket.getAddress().getAddress());
        if (bytes.remaining() == Integer.BYTES) return inet(bytes.getInt(), port);
        int scope = socket.getAddress() instanceof Inet6Address inet6 ? inet6.getScopeId() : 0;
        return new Source(bytes.getLong(), bytes.getLong(), scope, port);
    }

    /** As text, which costs more than reading a datagram. */
    public String address() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        try {
            var address = scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
            return address.getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** Spelt out, as {@link #hashCode} is: a record's own are slow without the C2 compiler, and each datagram needs both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Source that
                && low == that.low
                && port == that.port
                && high == that.high
                && scope == that.scope;
    }

    @Override
    public int hashCode() {
        long mixed = ((high * SECRET + low) * SECRET + ((long) scope << Short.SIZE | port)) * SECRET;
        return (int) (mixed >>> Integer.SIZE);
    }

    @Override
    public String toString() {
        return address() + ':' + port;
    }
}
