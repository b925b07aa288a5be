package io.hikeshi.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolsTest {
    @Test
    void looksInTheUsersCacheFolder() {
        assertThat(Tools.folder(Map.of("HOME", "/home/ada"))).hasToString("/home/ada/.cache/hikeshi/bin");
        assertThat(Tools.folder(Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "/var/cache/ada")))
                .hasToString("/var/cache/ada/hikeshi/bin");
    }

    @Test
    void saysWhatToRunWhenAProgramIsMissing() {
        assertThatThrownBy(() -> Tools.find("no-such-server"))
                .hasMessageContaining("no-such-server")
                .hasMessageContaining("./hikeshi test");
    }
}
