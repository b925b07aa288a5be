package io.hikeshi.responder.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Prepares beside the start, which waits for nobody; ready once that is over, whatever came of it. */
@Readiness
@Singleton
final class PreparationHealth implements HealthCheck {
    private final Preparation preparation;

    PreparationHealth(Preparation preparation) {
        this.preparation = preparation;
    }

    void start(@Observes StartupEvent event) {
        var thread = new Thread(preparation::run, "hikeshi-preparation");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("preparation")
                .status(preparation.isOver())
                .build();
    }
}
