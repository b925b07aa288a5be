package io.hikeshi.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The truth about one worker of {@code workers.c}, written by itself and its parent.
 *
 * @param pod which of the pods' cgroups it lived in, from 0
 * @param started CLOCK_MONOTONIC in nanoseconds, like the other two
 */
record Worker(int pid, String comm, int pod, long started, long signalled, long reaped) {
    static Worker parse(String line) {
        var cells = line.split(",");
        return new Worker(
                Integer.parseInt(cells[0]),
                cells[1],
                Integer.parseInt(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                Long.parseLong(cells[5]));
    }

    static List<Worker> readAll(Path truth) throws IOException {
        return Files.readAllLines(truth).stream().map(Worker::parse).toList();
    }

    double lifeMicros() {
        return (reaped - started) / 1e3;
    }
}
