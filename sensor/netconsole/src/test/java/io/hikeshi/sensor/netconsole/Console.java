package io.hikeshi.sensor.netconsole;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hikeshi.sensor.netconsole.oops.Oops;
import java.util.ArrayList;
import java.util.List;

/** A machine's console in a test: says what happens, and keeps what is found. */
final class Console {
    final List<Finding> found = new ArrayList<>();
    final Assembler assembler;
    private Source source = Source.of("192.0.2.1", 6665);
    private long now = 1_000;

    Console(Limits limits) {
        assembler = new Assembler(limits);
    }

    Console() {
        this(Limits.DEFAULT);
    }

    Console from(String address, int port) {
        source = Source.of(address, port);
        return this;
    }

    Console says(String datagram) {
        byte[] bytes = datagram.getBytes(UTF_8);
        found.addAll(assembler.receive(source, bytes, bytes.length, now));
        return this;
    }

    /** A line of the kernel, in the extended format, a millisecond after boot for each number. */
    Console kernel(long seq, String text) {
        return says("6," + seq + ',' + seq * 1_000 + ",-;" + text + '\n');
    }

    Console after(long millis) {
        for (long end = now + millis; now < end; ) {
            now = Math.min(now + 10, end);
            found.addAll(assembler.tick(now));
        }
        return this;
    }

    List<Finding.Panicked> panicked() {
        return Capture.panicked(found);
    }

    List<Finding.PanicReported> reported() {
        return Capture.reported(found);
    }

    List<Oops> oopsed() {
        return Capture.oopsed(found);
    }
}
