package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;

/** What only sockets can tell of this machine's network. */
public interface Network {
    /** The address that this machine would send from, all its routing rules considered. */
    InetAddress sourceTo(InetAddress receiver) throws IOException;

    /** The addresses of a device; none if there is no such device. */
    List<InetAddress> addressesOf(String device) throws IOException;

    /** Whether this machine itself has that address. */
    boolean isOurs(InetAddress address) throws IOException;

    /** Sends a datagram that nobody reads, so that the kernel asks for its neighbour's MAC address. */
    void nudge(InetAddress neighbour) throws IOException;

    static Network ofThisMachine() {
        return new Sockets();
    }

    /** As Java's sockets tell it. */
    final class Sockets implements Network {
        /** RFC 863 */
        private static final int DISCARD = 9;

        @Override
        public InetAddress sourceTo(InetAddress receiver) throws IOException {
            try (var socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress(receiver, DISCARD));
                return socket.getLocalAddress();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public List<InetAddress> addressesOf(String device) throws IOException {
            var found = NetworkInterface.getByName(device);
            return found == null ? List.of() : found.inetAddresses().toList();
        }

        @Override
        public boolean isOurs(InetAddress address) throws IOException {
            return NetworkInterface.getByInetAddress(address) != null;
        }

        @Override
        public void nudge(InetAddress neighbour) throws IOException {
            try (var socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(new byte[0], 0, neighbour, DISCARD));
            }
        }
    }
}
