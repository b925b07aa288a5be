package io.hikeshi.responder.cli;

import io.hikeshi.sensor.agent.netconsole.ListenAddress;
import io.hikeshi.sensor.event.Text;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read. Each says what it got and what it takes. */
final class Readers {
    private Readers() {}

    /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

        @Override
        public Duration convert(String value) {
            var match = SHAPE.matcher(value);
            if (!match.matches()) {
                throw new TypeConversionException(Text.quoted(value) + " is not a time such as 500ms, 30s, 5m or 1h");
            }
            long number = Long.parseLong(match.group(1));
            return switch (match.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    /** A file or folder that can be read. */
    static final class Readable implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            var path = path(value);
            if (!Files.exists(path)) throw new TypeConversionException("there is no file " + Text.quoted(value));
            if (!Files.isReadable(path)) throw new TypeConversionException("cannot read " + Text.quoted(value));
            return path.toAbsolutePath().normalize();
        }

        private static Path path(String value) {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new TypeConversionException(Text.quoted(value) + " is not a path: " + e.getReason());
            }
        }
    }

    /** The address of a part's health. */
    static final class HttpUrl implements ITypeConverter<URI> {
        private static final Set<String> SCHEMES = Set.of("http", "https");

        @Override
        public URI convert(String value) {
            if (isUrl(value, SCHEMES)) return URI.create(value);
            throw new TypeConversionException(Text.quoted(value) + " is not a URL such as http://127.0.0.1:8080");
        }
    }

    /** The ways to watch that {@code sensor/kernel} knows. */
    static final class Backend implements ITypeConverter<String> {
        /** Deaths of processes are not watched at all. */
        static final String NONE = "none";

        private static final List<String> NAMES = List.of("auto", "bpf", "perf", "proc", "ptrace", NONE);

        @Override
        public String convert(String value) {
            if (NAMES.contains(value)) return value;
            throw new TypeConversionException(Text.quoted(value) + " is none of " + String.join(", ", NAMES));
        }
    }

    /** A name as Kubernetes allows it: RFC 1123, and nothing that would lead elsewhere in a path. */
    static final class KubernetesName implements ITypeConverter<String> {
        private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

        @Override
        public String convert(String value) {
            if (SHAPE.matcher(value).matches()) return value;
            throw new TypeConversionException(Text.quoted(value) + " is not a name of Kubernetes, such as node-1");
        }
    }

    /** Where to listen for netconsole. */
    static final class Listen implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String value) {
            try {
                return ListenAddress.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A TCP port, or 0 for any free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) return Integer.valueOf(value);
            throw new TypeConversionException(Text.quoted(value) + " is not a port in 0..65535");
        }
    }

    static boolean isUrl(String value, Set<String> schemes) {
        try {
            var url = URI.create(value);
            return url.getHost() != null && url.getScheme() != null && schemes.contains(url.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
