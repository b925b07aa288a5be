package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponderConfigTest {
    @Test
    void shipsWithActionsOffAndDefaultsThatFitAContainer() {
        // When
        var config = read(Map.of());

        // Then
        assertThat(config.cluster()).isEqualTo("default");
        assertThat(config.kubernetes()).isTrue();
        assertThat(config.transport()).isEqualTo("jetstream");
        assertThat(config.responder().rules()).isEqualTo(Path.of("/etc/hikeshi/rules"));
        assertThat(config.responder().apply()).isFalse();
        assertThat(config.responder().quiet()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.responder().workers()).isEqualTo(16);
        assertThat(config.responder().functions().url()).isEqualTo("http://127.0.0.1:8082");
        assertThat(config.responder().functions().token()).isEmpty();
        assertThat(config.responder().functions().tokenFile()).isEmpty();
        assertThat(config.responder().powerState().url()).isEmpty();
    }

    @Test
    void readsWhatIsSet() {
        // When
        var config = read(Map.of(
                "hikeshi.cluster", "prod",
                "hikeshi.kubernetes", "false",
                "hikeshi.transport", "local",
                "hikeshi.responder.rules", "/rules",
                "hikeshi.responder.apply", "true",
                "hikeshi.responder.quiet", "10m",
                "hikeshi.responder.workers", "8",
                "hikeshi.responder.functions.url", "http://{action}.hikeshi",
                "hikeshi.responder.functions.token", "secret",
                "hikeshi.responder.functions.token-file", "/run/token"));

        // Then
        assertThat(config.cluster()).isEqualTo("prod");
        assertThat(config.kubernetes()).isFalse();
        assertThat(config.transport()).isEqualTo("local");
        assertThat(config.responder().rules()).isEqualTo(Path.of("/rules"));
        assertThat(config.responder().apply()).isTrue();
        assertThat(config.responder().quiet()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.responder().workers()).isEqualTo(8);
        assertThat(config.responder().functions().url()).isEqualTo("http://{action}.hikeshi");
        assertThat(config.responder().functions().token()).contains("secret");
        assertThat(config.responder().functions().tokenFile()).contains(Path.of("/run/token"));
    }

    @Test
    void readsWhoKnowsWhetherAMachineIsOff() {
        // When
        var power = read(Map.of(
                        "hikeshi.responder.power-state.url", "http://ipmi/{node}",
                        "hikeshi.responder.power-state.token-file", "/run/power"))
                .responder()
                .powerState();

        // Then
        assertThat(power.url()).contains("http://ipmi/{node}");
        assertThat(power.tokenFile()).contains(Path.of("/run/power"));
    }

    private static ResponderConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(ResponderConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(ResponderConfig.class);
    }
}
