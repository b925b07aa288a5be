package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.netconsole.NetconsoleSource;
import io.hikeshi.sensor.netconsole.ListenerCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** What the listener counts, as Prometheus reads it at {@code /q/metrics}. */
@ApplicationScoped
class NetconsoleMetrics {
    private final NetconsoleOpener opener;
    private final MeterRegistry registry;

    NetconsoleMetrics(NetconsoleOpener opener, MeterRegistry registry) {
        this.opener = opener;
        this.registry = registry;
    }

    void register(@Observes NetconsoleHeard heard) {
        var source = opener.source();
        if (source == null) return;
        count(source, "datagrams", ListenerCounts::received);
        count(source, "malformed", ListenerCounts::malformed);
        count(source, "dropped", counts -> Math.max(0, counts.drops()));
        count(source, "evicted", ListenerCounts::evicted);
        gauge(source, "sources", ListenerCounts::sources);
        gauge(source, "held.bytes", ListenerCounts::weight);
        Gauge.builder("hikeshi.netconsole.buffer.bytes", heard::bufferBytes).register(registry);
    }

    private void count(NetconsoleSource source, String name, ToDoubleFunction<ListenerCounts> count) {
        FunctionCounter.builder("hikeshi.netconsole." + name, source, heard -> count.applyAsDouble(heard.counts()))
                .register(registry);
    }

    private void gauge(NetconsoleSource source, String name, ToDoubleFunction<ListenerCounts> count) {
        Gauge.builder("hikeshi.netconsole." + name, source, heard -> count.applyAsDouble(heard.counts()))
                .register(registry);
    }
}
