package io.hikeshi.responder.cli;

import io.hikeshi.sensor.agent.NetconsoleHeard;
import io.hikeshi.sensor.agent.Sensor;
import io.hikeshi.sensor.agent.SensorArmed;
import io.hikeshi.sensor.agent.SensorStarted;
import io.hikeshi.sensor.channel.Outbound;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/** The life of {@code hikeshi run}: until its time is up or somebody presses Ctrl-C, then what is under way is finished. */
@ApplicationScoped
public class Run implements QuarkusApplication {
    private static final Duration FINISHING = Duration.ofSeconds(10);
    private static final int BEFORE_ALL_OTHERS = 1;

    private final RunSession session;
    private final Sensor sensor;

    Run(RunSession session, Sensor sensor) {
        this.session = session;
        this.sensor = sensor;
    }

    /** Returns once it has ended, with the exit code. */
    static int start(RunSession session) {
        session.options().settings().forEach(System::setProperty);
        RunSession.begin(session);
        var code = new AtomicInteger(Hikeshi.FAILED);
        Quarkus.run(Run.class, (exitCode, failure) -> {
            code.set(exitCode);
            if (failure != null) session.printer().failed(failure);
        });
        return code.get();
    }

    /**
     * Left alone, the JVM would exit with 128 + signal, as if something had gone wrong. Before anything else starts: deaths are seen, and
     * people press Ctrl-C, while the rest still does. Quarkus has handlers of its own by now, and these replace them.
     */
    void heed(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent begun) {
        for (String name : new String[] {"INT", "TERM"})
            Signal.handle(new Signal(name), signal -> Quarkus.asyncExit(0));
    }

    @Override
    public int run(String... args) throws InterruptedException {
        var time = session.options().time();
        if (time != null) exitAfter(time);
        Quarkus.waitForExit();
        int exitCode = ApplicationLifecycleManager.getExitCode();
        if (exitCode != 0) return exitCode;
        sensor.drain();
        session.printer().finish(FINISHING, sensor.counts());
        return 0;
    }

    void armed(@Observes SensorArmed armed) {
        session.printer().armed(armed, Duration.between(session.began(), armed.at()));
    }

    void heard(@Observes NetconsoleHeard heard) {
        session.printer().heard(heard);
    }

    /** From here on nothing is missed. */
    void started(@Observes SensorStarted started) {
        session.printer().rules(session.rules().rules());
    }

    void happened(@Observes Outbound outbound) {
        session.printer().event(outbound);
    }

    private static void exitAfter(Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> Quarkus.asyncExit(0));
    }
}
