package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.netconsole.Attribution;
import io.hikeshi.sensor.agent.netconsole.ListenAddress;
import io.hikeshi.sensor.agent.netconsole.NetconsoleSource;
import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.netconsole.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Listens for kernels that die on other machines, and says where, and how much may wait there. */
@ApplicationScoped
class NetconsoleOpener implements SourceOpener {
    private static final Logger LOG = Logger.getLogger(NetconsoleOpener.class);

    private final SensorConfig config;
    private final ClusterNodes nodes;
    private final NetconsoleTests tests;
    private final Event<NetconsoleHeard> heard;
    private volatile @Nullable NetconsoleSource source;

    NetconsoleOpener(SensorConfig config, ClusterNodes nodes, NetconsoleTests tests, Event<NetconsoleHeard> heard) {
        this.config = config;
        this.nodes = nodes;
        this.tests = tests;
        this.heard = heard;
    }

    @Override
    public String name() {
        return "netconsole";
    }

    @Override
    public boolean isWanted() {
        return config.sensor().netconsole().isPresent();
    }

    @Override
    public boolean isEssential() {
        return true;
    }

    @Override
    public EventSource open() throws IOException {
        var sensor = config.sensor();
        var address = ListenAddress.parse(sensor.netconsole().orElseThrow());
        var attribution = new Attribution(config.cluster(), nodes.index());
        var opened = NetconsoleSource.open(
                address,
                sensor.netconsoleWorkers(),
                Limits.DEFAULT.within(sensor.netconsoleBytes()),
                attribution,
                found -> tests.seen(found, attribution.nonce(found)));
        source = opened;
        announce(address, opened);
        return opened;
    }

    /** Null until it was opened. */
    @Nullable
    NetconsoleSource source() {
        return source;
    }

    private void announce(InetSocketAddress asked, NetconsoleSource opened) {
        var listener = opened.listener();
        var address = ListenAddress.text(new InetSocketAddress(asked.getAddress(), listener.port()));
        int workers = config.sensor().netconsoleWorkers();
        LOG.infof("listened address=%s buffer=%d workers=%d", address, listener.bufferBytes(), workers);
        listener.advice().ifPresent(LOG::warn);
        heard.fire(new NetconsoleHeard(address, listener.bufferBytes(), workers, listener.advice()));
    }
}
