package io.hikeshi.responder.cli;

import picocli.CommandLine.Option;

/** A command that answers {@code --help}. */
abstract class Helpful {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true)
    boolean help;
}
