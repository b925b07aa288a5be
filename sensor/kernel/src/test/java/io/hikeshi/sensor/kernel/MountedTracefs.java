package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Mounts tracefs for the time of a test class, if nobody did before. */
final class MountedTracefs implements BeforeAllCallback, AfterAllCallback {
    private static final Path PLACE = Path.of("/sys/kernel/tracing");
    private boolean mountedByUs;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (Files.exists(PLACE.resolve("events"))) return;
        run("mount", "-t", "tracefs", "tracefs", PLACE.toString());
        mountedByUs = true;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (mountedByUs) run("umount", PLACE.toString());
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
