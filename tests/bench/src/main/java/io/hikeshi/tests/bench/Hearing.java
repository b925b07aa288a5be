package io.hikeshi.tests.bench;

import io.hikeshi.sensor.netconsole.Limits;
import io.hikeshi.sensor.netconsole.NetconsoleListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A process that does nothing but hear netconsole, with as many workers as its argument says. Speaks as {@code sink.c} does:
 * prints its port, then for each line of input what it has received and what the kernel has dropped, then the bytes it says it
 * holds, and those alive in its heap.
 */
final class Hearing {
    private Hearing() {}

    public static void main(String[] arguments) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int workers = Integer.parseInt(arguments[0]);
        try (var listener = NetconsoleListener.open(address, workers, Limits.DEFAULT, finding -> {});
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            listener.start();
            System.out.println(listener.port());
            for (var line = input.readLine(); line != null; line = input.readLine()) report(listener, line);
        }
    }

    private static void report(NetconsoleListener listener, String question) {
        if (question.equals("heap")) System.gc();
        var counts = listener.counts();
        var runtime = Runtime.getRuntime();
        System.out.printf(
                "%d %d %d %d%n",
                counts.received(), counts.drops(), counts.weight(), runtime.totalMemory() - runtime.freeMemory());
    }
}
