package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Text;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The addresses of NATS servers, separated by commas as in {@code hikeshi.nats.url}. They may hold a login. */
final class NatsUrls implements ITypeConverter<String> {
    private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");

    @Override
    public String convert(String value) {
        for (String url : value.split("\\s*,\\s*", -1)) {
            if (Readers.isUrl(url, SCHEMES)) continue;
            throw new TypeConversionException(
                    Text.quoted(withoutLogins(value)) + " is not a URL such as nats://127.0.0.1:4222");
        }
        return value;
    }

    /** A mistyped login may hold anything, so that nothing before the last {@code @} can be told from it. */
    private static String withoutLogins(String value) {
        int end = value.lastIndexOf('@');
        return end < 0 ? value : "***" + value.substring(end);
    }
}
