package io.hikeshi.sensor.kernel.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of three nested functions, built by the machine's C compiler. */
final class CProgram {
    private static final String SOURCE = """
            __attribute__((noinline)) void level3(void) { __builtin_trap(); }
            __attribute__((noinline)) void level2(void) { level3(); __asm__ volatile(""); }
            __attribute__((noinline)) void level1(void) { level2(); __asm__ volatile(""); }
            extern int pause(void) __attribute__((weak));
            int main(void) { for (;;) pause(); level1(); }
            """;
    /** Without a C library, as on a machine that has none for 32 bit. */
    static final List<String> BARE = List.of("-nostdlib", "-static", "-Wl,--build-id", "-Wl,-emain");

    private final Path file;

    private CProgram(Path file) {
        this.file = file;
    }

    static CProgram compile(Path folder, String name, List<String> flags) throws Exception {
        var source = Files.writeString(folder.resolve(name + ".c"), SOURCE);
        var file = folder.resolve(name);
        var command = new ArrayList<>(List.of("gcc", "-O1", "-o", file.toString(), source.toString()));
        command.addAll(flags);
        run(command);
        return new CProgram(file);
    }

    CProgram stripped() throws Exception {
        var stripped = file.resolveSibling(file.getFileName() + "-stripped");
        run(List.of("strip", "-o", stripped.toString(), file.toString()));
        return new CProgram(stripped);
    }

    Path file() {
        return file;
    }

    /** Where a function is loaded, if the program is loaded at its base; by {@code nm}. */
    long address(String function) throws Exception {
        return run(List.of("nm", file.toString()))
                .lines()
                .filter(line -> line.endsWith(" " + function))
                .map(line -> Long.parseUnsignedLong(line, 0, line.indexOf(' '), 16))
                .findFirst()
                .orElseThrow();
    }

    /** By {@code readelf}. */
    String buildId() throws Exception {
        return run(List.of("readelf", "-n", file.toString()))
                .lines()
                .filter(line -> line.contains("Build ID: "))
                .map(line -> line.substring(line.indexOf("Build ID: ") + "Build ID: ".length())
                        .trim())
                .findFirst()
                .orElseThrow();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }
}
