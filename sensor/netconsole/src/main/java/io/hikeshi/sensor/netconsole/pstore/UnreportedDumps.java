package io.hikeshi.sensor.netconsole.pstore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The dumps of this machine that nobody has been told of. Read at the start, and every minute for those that systemd or
 * firmware bring late; a dump comes again until it is marked, so whoever tells of it may fail. For one thread.
 */
public final class UnreportedDumps {
    private final List<Path> folders;
    private final Reported reported;

    private UnreportedDumps(List<Path> folders, Reported reported) {
        this.folders = folders;
        this.reported = reported;
    }

    /**
     * Takes up what is remembered.
     *
     * @param state a folder that outlives restarts; made when something is to be remembered
     * @param folders such as {@link PstoreFolder#KERNEL} and {@link PstoreFolder#SYSTEMD}, in this order
     * @throws IOException if what is remembered cannot be read
     */
    public static UnreportedDumps open(Path state, Path... folders) throws IOException {
        return new UnreportedDumps(List.of(folders), Reported.in(state));
    }

    /** Oldest first; also oopses and what could not be read, see {@link Dump#isPanic}. */
    public List<Dump> read() throws IOException {
        return PstoreFolder.read(folders.toArray(Path[]::new)).stream()
                .filter(dump -> !reported.contains(dump.id()))
                .toList();
    }

    /** Never to be told of again. On disk once this returns. */
    public void markReported(Dump dump) throws IOException {
        reported.add(dump.id());
    }
}
