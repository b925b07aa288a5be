package io.hikeshi.responder.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTextTest {
    private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-[a-z], )?(--[a-z-]+)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "sensor",
                "responder",
                "functions",
                "status",
                "oops",
                "jobs",
                "fence",
                "netconsole",
                "test"
            })
    void namesEveryOptionThatACommandTakesAndNoOther(String command) {
        // Given
        var known = requireNonNull(parser().getSubcommands().get(command)).getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .collect(Collectors.toCollection(TreeSet::new));
        var text = HelpText.of(command);

        // When
        var named = OPTION.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
        if (text.contains("takes no options") || text.contains("take no options") || command.equals("test")) {
            named.add("--help");
        }

        // Then
        assertThat(named).isEqualTo(known);
    }

    @Test
    void listsEveryCommand() {
        // When
        var text = HelpText.of("hikeshi");

        // Then
        assertThat(parser().getSubcommands().keySet())
                .allSatisfy(command -> assertThat(text).containsPattern("(?m)^  " + command + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "run --help", "status -h", "sensor --help"})
    void isPrintedOnStdoutAndIsNoError(String line) {
        // When
        var typed = Typed.line(line.split(" "));

        // Then
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith("Usage: hikeshi");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void fitsATerminal() {
        // Given
        var commands = Set.of(
                "hikeshi",
                "run",
                "sensor",
                "responder",
                "functions",
                "status",
                "oops",
                "jobs",
                "fence",
                "netconsole",
                "test");

        // When
        var lines = commands.stream().flatMap(command -> HelpText.of(command).lines());

        // Then
        assertThat(lines.mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(120);
    }

    private static CommandLine parser() {
        return new CommandLine(new Hikeshi(), new Streams(System.out, System.err));
    }
}
