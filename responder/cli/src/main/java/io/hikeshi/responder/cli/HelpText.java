package io.hikeshi.responder.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The help as people read it: one file per command, which the launcher prints without starting a JVM. */
final class HelpText {
    private HelpText() {}

    static String of(String command) {
        try (var file = HelpText.class.getResourceAsStream("/help/" + command + ".txt")) {
            if (file == null) throw new IllegalArgumentException("no help was written for the command " + command);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the help of " + command, e);
        }
    }
}
