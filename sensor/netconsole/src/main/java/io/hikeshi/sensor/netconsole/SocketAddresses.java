package io.hikeshi.sensor.netconsole;

import com.sun.jna.Memory;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** {@code struct sockaddr_in} and the longer {@code struct sockaddr_in6} in {@code netinet/in.h}. */
final class SocketAddresses {
    static final int IN6_BYTES = 28, FAMILY = 0, PORT = 2, IN6_ADDRESS = 8, IN6_SCOPE = 24;
    static final int IN_BYTES = 16, IN_ADDRESS = 4;

    /** What an array of them keeps for each. */
    static final int ROOM = 32;

    private SocketAddresses() {}

    /** @param bytes in the network's order, but for the family and the scope */
    static Source read(ByteBuffer bytes, int at) {
        int port = Short.toUnsignedInt(bytes.getShort(at + PORT));
        if (Short.reverseBytes(bytes.getShort(at + FAMILY)) == SocketCalls.AF_INET) {
            return Source.inet(bytes.getInt(at + IN_ADDRESS), port);
        }
        return new Source(
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
}
