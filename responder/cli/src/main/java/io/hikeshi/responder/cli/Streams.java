package io.hikeshi.responder.cli;

import io.hikeshi.sensor.netconsole.target.Host;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives each command where to print; tests give buffers. */
record Streams(PrintStream out, PrintStream err) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) return type.cast(new RunCommand(this));
        if (type == StatusCommand.class) return type.cast(new StatusCommand(this));
        if (type == OopsCommand.class) return type.cast(new OopsCommand(this, System.in));
        if (type == JobsCommand.class) return type.cast(new JobsCommand(this));
        if (type == FenceCommand.class) return type.cast(new FenceCommand(this, System.in));
        if (type == NetconsoleCommand.class) {
            return type.cast(new NetconsoleCommand(this, Host::thisMachine, System.getenv()));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
