package io.hikeshi.responder.cli;

import io.hikeshi.sensor.netconsole.target.Endpoint;
import io.hikeshi.sensor.netconsole.target.MacAddress;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of netconsole's options are read. */
final class NetconsoleOptions {
    private NetconsoleOptions() {}

    /** {@code 192.0.2.9} or {@code [fd00::9]:6666}. */
    static final class Receiver implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String value) {
            try {
                return Endpoint.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** {@code 52:54:00:12:34:56}. */
    static final class Mac implements ITypeConverter<MacAddress> {
        @Override
        public MacAddress convert(String value) {
            try {
                return new MacAddress(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** What is typed may be a secret, so that the answer does not repeat it. */
    static final class Nonce implements ITypeConverter<NodeNonce> {
        @Override
        public NodeNonce convert(String value) {
            return NodeNonce.of(value)
                    .orElseThrow(() -> new TypeConversionException("a nonce is 32 hexadecimal digits in lower case"));
        }
    }

    /** {@code extended} or {@code basic}. */
    static final class FormatName implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            for (var format : Format.values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(value)) return format;
            }
            throw new TypeConversionException("the format is extended or basic");
        }
    }

    /** A Kubernetes name, RFC 1123. */
    static final class NodeName implements ITypeConverter<String> {
        private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

        @Override
        public String convert(String value) {
            if (SHAPE.matcher(value).matches()) return value;
            throw new TypeConversionException("a node's name is 1..253 of [a-z0-9.-]");
        }
    }
}
