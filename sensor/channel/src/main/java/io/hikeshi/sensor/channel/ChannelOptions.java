package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.event.SubjectToken;
import org.eclipse.microprofile.config.Config;

/**
 * How one inbound channel is configured, as {@code mp.messaging.incoming.<name>.<option>}.
 *
 * @param subject which subjects, wildcards allowed; {@code {cluster}} stands for the cluster's token
 * @param durable the consumer's name, under which the server remembers what it has acknowledged; {@code {cluster}} as above
 * @param maxInFlight how many messages are worked on at a time
 * @param maxDeliver how often a message may fail unforeseen before it is put aside
 * @param maxAckPending how many messages may be worked on or put off at a time, over all consumers; -1 for any number
 */
record ChannelOptions(String name, String subject, String durable, int maxInFlight, int maxDeliver, int maxAckPending) {
    /** Beyond what is in flight here, others work too, and some is put off. */
    private static final int TIMES_IN_FLIGHT = 16;

    static ChannelOptions of(Config channel, String cluster, NatsConfig defaults) {
        var token = SubjectToken.of(cluster);
        int inFlight = channel.getOptionalValue("max-in-flight", Integer.class).orElse(defaults.maxInFlight());
        return new ChannelOptions(
                nameOf(channel),
                channel.getValue("subject", String.class).replace("{cluster}", token),
                channel.getValue("durable", String.class).replace("{cluster}", token),
                inFlight,
                channel.getOptionalValue("max-deliver", Integer.class).orElse(defaults.maxDeliver()),
                channel.getOptionalValue("max-ack-pending", Integer.class).orElse(inFlight * TIMES_IN_FLIGHT));
    }

    static String nameOf(Config channel) {
        return channel.getValue("channel-name", String.class);
    }
}
