package io.hikeshi.responder.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the launcher does itself: each part is an application of its own, with less in memory than this one. */
final class PartCommands {
    private PartCommands() {}

    private abstract static class Launched extends Helpful implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(), "the launcher does this: call ./hikeshi " + spec.name() + ", not this jar");
        }
    }

    @Command(name = "sensor")
    static final class Sensor extends Launched {}

    @Command(name = "responder")
    static final class Responder extends Launched {}

    @Command(name = "functions")
    static final class Functions extends Launched {}

    @Command(name = "test")
    static final class Test extends Launched {}
}
