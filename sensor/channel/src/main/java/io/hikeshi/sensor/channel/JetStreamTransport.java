package io.hikeshi.sensor.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channels of this process over one connection to NATS. */
final class JetStreamTransport implements Transport {
    private final NatsConfig config;
    private final NatsLink link;
    private final Traffic traffic;
    private final List<InboundChannel> inbound = new CopyOnWriteArrayList<>();
    private final List<Outbox> outboxes = new CopyOnWriteArrayList<>();
    private final ExecutorService answers = Executors.newSingleThreadExecutor(JetStreamTransport::daemon);
    private @Nullable Outbox deadLetters;

    JetStreamTransport(NatsConfig config, NatsLink link, Traffic traffic) {
        this.config = config;
        this.link = link;
        this.traffic = traffic;
    }

    @Override
    public OutboundChannel send(String channel, Consumer<Outbound> onAccepted) {
        return new OutboundChannel(channel, outbox(channel), onAccepted);
    }

    @Override
    public InboundChannel receive(ChannelOptions options) {
        var source = new PullSource(options, config, link);
        var channel = new InboundChannel(options, source, deadLetters(), traffic);
        inbound.add(channel);
        keepAlive(channel);
        return channel;
    }

    /** First nothing comes in any more, then what came in is finished, then what that sent is stored. */
    @Override
    public void close() {
        long end = System.nanoTime() + config.drain().toNanos();
        inbound.forEach(InboundChannel::stop);
        inbound.forEach(channel -> channel.drain(Transport.until(end)));
        outboxes.forEach(outbox -> outbox.drain(Transport.until(end)));
        link.close();
        answers.shutdownNow();
    }

    private Outbox outbox(String channel) {
        var outbox = new Outbox(channel, config, link, traffic, answers);
        outboxes.add(outbox);
        return outbox;
    }

    private synchronized Outbox deadLetters() {
        var outbox = deadLetters;
        if (outbox == null) {
            outbox = outbox("dead-letters");
            deadLetters = outbox;
        }
        return outbox;
    }

    private void keepAlive(InboundChannel channel) {
        link.later(
                () -> {
                    channel.tellProgress();
                    keepAlive(channel);
                },
                config.ackWait().dividedBy(3));
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "hikeshi-answers");
        thread.setDaemon(true);
        return thread;
    }
}
