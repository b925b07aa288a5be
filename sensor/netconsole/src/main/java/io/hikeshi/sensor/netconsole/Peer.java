package io.hikeshi.sensor.netconsole;

import com.sun.jna.Memory;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An address and port as the kernel writes them, cheap to compare. An IPv4 address stands in {@code ::ffff:0:0/96}, where a
 * socket of both families sees it too.
 *
 * @param high the first half of the address
 * @param scope the interface of a link-local address, or 0
 */
record Peer(long high, long low, int scope, int port) {
    /** {@code struct sockaddr_in6} in {@code netinet/in.h}; {@code struct sockaddr_in} is shorter. */
    static final int IN6_BYTES = 28, FAMILY = 0, PORT = 2, IN6_ADDRESS = 8, IN6_SCOPE = 24;

    static final int IN_BYTES = 16, IN_ADDRESS = 4;

    /** What an array of them keeps for each. */
    static final int ROOM = 32;

    private static final long MAPPED = 0xffff_0000_0000L;

    /** @param bytes in the network's order, but for the family and the scope */
    static Peer read(ByteBuffer bytes, int at) {
        int port = Short.toUnsignedInt(bytes.getShort(at + PORT));
        if (Short.reverseBytes(bytes.getShort(at + FAMILY)) == SocketCalls.AF_INET) {
            return new Peer(0, MAPPED | Integer.toUnsignedLong(bytes.getInt(at + IN_ADDRESS)), 0, port);
        }
        return new Peer(
                bytes.getLong(at + IN6_ADDRESS),
                bytes.getLong(at + IN6_ADDRESS + Long.BYTES),
                Integer.reverseBytes(bytes.getInt(at + IN6_SCOPE)),
                port);
    }

    /** As {@code bind} takes it. */
    static Memory write(InetSocketAddress address) {
        boolean old = address.getAddress() instanceof Inet4Address;
        var memory = new Memory(old ? IN_BYTES : IN6_BYTES);
        memory.clear();
        memory.setShort(FAMILY, (short) family(address));
        memory.setShort(PORT, Short.reverseBytes((short) address.getPort()));
        byte[] bytes = address.getAddress().getAddress();
        memory.write(old ? IN_ADDRESS : IN6_ADDRESS, bytes, 0, bytes.length);
        if (address.getAddress() instanceof Inet6Address inet6) memory.setInt(IN6_SCOPE, inet6.getScopeId());
        return memory;
    }

    static int family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? SocketCalls.AF_INET : SocketCalls.AF_INET6;
    }

    Source source() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        try {
            var address = scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
            return new Source(address.getHostAddress(), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address: " + Arrays.toString(bytes), e);
        }
    }
}
