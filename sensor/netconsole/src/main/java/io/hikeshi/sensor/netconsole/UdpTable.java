package io.hikeshi.sensor.netconsole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code /proc/net/udp} and {@code udp6}, as {@code udp4_format_sock} in net/ipv4/udp.c writes them: drops stand last. */
final class UdpTable {
    private static final int COLUMNS = 13;

    private UdpTable() {}

    /** Of all sockets on this port together; -1 if the tables cannot be read or do not have it. */
    static long drops(Path folder, int port) {
        var drops = Stream.of("udp", "udp6")
                .flatMap(table -> lines(folder.resolve(table)).stream())
                .flatMap(line -> drops(line, port).stream().boxed())
                .toList();
        return drops.isEmpty() ? -1 : drops.stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static OptionalLong drops(String line, int port) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length < COLUMNS || !columns[1].endsWith(String.format(":%04X", port))) return OptionalLong.empty();
        String last = columns[columns.length - 1];
        return last.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(last)) : OptionalLong.empty();
    }
}
