package io.hikeshi.sensor.netconsole;

/** Who sends. Nodes behind one address translation share an address, but not a port. */
public record Source(String address, int port) {
    @Override
    public String toString() {
        return address + ':' + port;
    }
}
