package io.hikeshi.sensor.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The arguments as a process holds them in memory: each ends with a zero byte. */
final class CommandLine {
    private CommandLine() {}

    /** @param cut whether there was more: an ellipsis then stands for the last argument, since half a secret is not known as one */
    static List<String> split(byte[] memory, boolean cut) {
        var arguments = new ArrayList<>(List.of(new String(memory, StandardCharsets.UTF_8).split("\0")));
        if (arguments.size() == 1 && arguments.get(0).isEmpty()) return List.of();
        if (cut) arguments.set(arguments.size() - 1, "…");
        return arguments;
    }
}
