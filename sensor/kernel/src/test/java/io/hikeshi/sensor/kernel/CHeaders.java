package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks the C compiler what the installed headers say. */
public final class CHeaders {
    private CHeaders() {}

    /** The value of each C expression, as a 64-bit number. */
    public static Map<String, Long> values(String name, List<String> headers, Collection<String> expressions)
            throws IOException {
        var source = Files.createDirectories(Path.of("target/c")).resolve(name + ".c");
        Files.writeString(source, program(headers, expressions));
        var values = new TreeMap<String, Long>();
        Arrays.stream(CProgram.compile(source, "-w").output().split("\n"))
                .map(line -> line.split("\t"))
                .forEach(pair -> values.put(pair[0], Long.parseLong(pair[1])));
        return values;
    }

    private static String program(List<String> headers, Collection<String> expressions) {
        var includes = headers.stream().map("#include <%s>\n"::formatted).collect(Collectors.joining());
        var prints = expressions.stream()
                .map(expression -> "  printf(\"%%s\\t%%lld\\n\", \"%1$s\", (long long)(%1$s));\n".formatted(expression))
                .collect(Collectors.joining());
        return "#define _GNU_SOURCE\n#include <stddef.h>\n#include <stdio.h>\n" + includes + "int main(void) {\n"
                + prints + "}\n";
    }
}
