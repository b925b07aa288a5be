package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives is either an event or a {@link MalformedEvent} that says why. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileInputTest {
    private static final int INPUTS = 10_000;

    private static final List<String> FRAGMENTS = List.of(
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "99999999999999999999",
            "true",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[[[[",
            "}}",
            "\"0xzz\"",
            "1.5",
            "\n",
            "\0",
            "\ud83d\ude00",
            "NaN",
            "\"data\":",
            ",",
            "\\",
            "/",
            "%00",
            "1".repeat(100),
            "é");

    private final Random random = new Random(20260301);
    private int refused;

    @Test
    void readsOrRefusesTenThousandMutatedStructuredEvents() {
        // Given
        var seeds = Events.oneOfEachKind().stream()
                .map(event -> StructuredJson.write(EventCodec.encode(event)))
                .toList();

        // When
        for (int i = 0; i < INPUTS; i++) {
            byte[] hostile = mutated(seeds.get(i % seeds.size()));
            attempt(() -> EventCodec.decode(StructuredJson.read(hostile)));
        }

        // Then
        assertThat(refused).isBetween(INPUTS / 2, INPUTS);
    }

    @Test
    void readsOrRefusesTenThousandMutatedBinaryEvents() {
        // Given
        var seeds = Events.oneOfEachKind().stream().map(EventCodec::encode).toList();

        // When
        for (int i = 0; i < INPUTS; i++) {
            var seed = seeds.get(i % seeds.size());
            var headers = random.nextBoolean() ? mutated(NatsBinding.headers(seed)) : NatsBinding.headers(seed);
            byte[] body = mutated(NatsBinding.body(seed));
            attempt(() -> EventCodec.decode(NatsBinding.read(headers, body)));
        }

        // Then
        assertThat(refused).isBetween(INPUTS / 2, INPUTS);
    }

    static List<String> bombs() {
        return List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"specversion\":\"1.0\",\"id\":" + "9".repeat(100_000) + "}",
                "{\"" + "k".repeat(100_000) + "\":1}",
                "\"" + "x".repeat(BoundedJson.MOST_BYTES) + "\"",
                " ".repeat(BoundedJson.MOST_BYTES + 1),
                "",
                "null",
                "[]",
                "1",
                "{\"specversion\":\"1.0\"} {}",
                "{\"specversion\":\"1.0\",\"specversion\":\"1.0\"}",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"http://[\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\",\"time\":\"yesterday\"}",
                "{\"specversion\":\"1.0\",\"id\":{},\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\",\"data\":1,\"data_base64\":\"AA==\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\",\"data_base64\":\"?\"}");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void refusesWhatIsBuiltToBreakReaders(String bomb) {
        // When
        attempt(() -> EventCodec.decode(StructuredJson.read(bomb.getBytes(StandardCharsets.UTF_8))));

        // Then
        assertThat(refused).isEqualTo(1);
    }

    private void attempt(Runnable read) {
        try {
            read.run();
        } catch (MalformedEvent e) {
            refused++;
            assertThat(e.getMessage()).startsWith("cannot read ").hasSizeLessThan(800);
            assertThat(e)
                    .message()
                    .satisfies(said -> assertThat(Text.printable(said, 800)).isEqualTo(said));
        }
    }

    private byte[] mutated(byte[] seed) {
        byte[] bytes = seed.clone();
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes);
            case 2 -> spliced(bytes, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            case 3 -> spliced(bytes, "[".repeat(random.nextInt(3000)));
            default -> replacedValue(bytes);
        };
    }

    private byte[] flipped(byte[] bytes) {
        for (int i = random.nextInt(8); i >= 0; i--)
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] spliced(byte[] bytes, String fragment) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(10));
        return (text.substring(0, from) + fragment + text.substring(to)).getBytes(StandardCharsets.UTF_8);
    }

    /** A value of the wrong type or of absurd size in the place of a right one. */
    private byte[] replacedValue(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        int colon = text.indexOf("\":", random.nextInt(text.length()));
        if (colon < 0) return spliced(bytes, "\"" + "x".repeat(random.nextInt(600_000)) + "\"");
        int end = colon + 2;
        while (end < text.length() && ",}".indexOf(text.charAt(end)) < 0) end++;
        var value = random.nextInt(20) == 0
                ? '"' + "y".repeat(9000) + '"'
                : FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
        return (text.substring(0, colon + 2) + value + text.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> mutated(Map<String, String> seed) {
        var headers = new TreeMap<>(seed);
        var names = List.copyOf(headers.keySet());
        var name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> headers.remove(name);
            case 1 -> headers.put(name, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            case 2 -> headers.put(name.toUpperCase(java.util.Locale.ROOT), "x".repeat(random.nextInt(6000)));
            default -> headers.put("ce-" + FRAGMENTS.get(random.nextInt(FRAGMENTS.size())), "%f");
        }
        return headers;
    }
}
