package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.event.SubjectToken;
import org.eclipse.microprofile.config.Config;

/**
 * How one inbound channel is configured, as {@code mp.messaging.incoming.<name>.<option>}.
 *
 * @param subject which subjects, wildcards allowed; {@code {cluster}} stands for the cluster's token
 * @param durable the consumer's name, under which the server remembers what it has acknowledged
 * @param maxInFlight how many messages are worked on at a time
 * @param maxDeliver how often a message is tried before it is put aside
 */
record ChannelOptions(String name, String subject, String durable, int maxInFlight, int maxDeliver) {
    static ChannelOptions of(Config channel, String cluster, NatsConfig defaults) {
        return new ChannelOptions(
                nameOf(channel),
                channel.getValue("subject", String.class).replace("{cluster}", SubjectToken.of(cluster)),
                channel.getValue("durable", String.class),
                channel.getOptionalValue("max-in-flight", Integer.class).orElse(defaults.maxInFlight()),
                channel.getOptionalValue("max-deliver", Integer.class).orElse(defaults.maxDeliver()));
    }

    static String nameOf(Config channel) {
        return channel.getValue("channel-name", String.class);
    }
}
