package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Text;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code hikeshi}. The launcher beside the root pom starts it, and answers {@code --help} from the same files. */
@QuarkusMain
@Command(
        name = "hikeshi",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            OopsCommand.class,
            NetconsoleCommand.class,
            PartCommands.Sensor.class,
            PartCommands.Responder.class,
            PartCommands.Functions.class,
            JobsCommand.class,
            FenceCommand.class,
            PartCommands.Test.class
        })
public final class Hikeshi extends Helpful {
    static final int FAILED = 1;
    static final int ASKED_WRONGLY = 2;

    private static final int LONGEST_ERROR = 1000;

    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new Hikeshi(), new Streams(out, err))
                .setExecutionStrategy(parsed -> helpOrRun(parsed, out))
                .setParameterExceptionHandler((wrong, words) -> explain(wrong, err))
                .execute(args);
    }

    private static int helpOrRun(ParseResult parsed, PrintStream out) {
        var last = parsed;
        while (last.hasSubcommand()) last = last.subcommand();
        var command = last.commandSpec();
        if (!last.isUsageHelpRequested() && command.parent() != null) return new RunLast().execute(parsed);
        out.print(HelpText.of(command.name()));
        return 0;
    }

    /** Whatever word was wrong may be a URL with a password. */
    private static String withoutLogins(String message) {
        return message.replaceAll("[^\\s'\"]*@", "***@");
    }

    private static int explain(ParameterException wrong, PrintStream err) {
        var command = wrong.getCommandLine().getCommandSpec();
        err.println("hikeshi: " + Text.printable(withoutLogins(String.valueOf(wrong.getMessage())), LONGEST_ERROR));
        err.println("  see: " + command.qualifiedName() + " --help");
        return ASKED_WRONGLY;
    }
}
