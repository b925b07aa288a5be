package io.hikeshi.sensor.channel;

import java.time.Duration;
import java.util.List;

/** Writes down how it was answered. */
record FakeDelivery(Letter letter, List<String> answers) implements Delivery {
    @Override
    public long count() {
        return 1;
    }

    @Override
    public String key() {
        return "1";
    }

    @Override
    public void ack() {
        answers.add("ack");
    }

    @Override
    public void nak(Duration delay) {
        answers.add("nak");
    }

    @Override
    public void term() {
        answers.add("term");
    }

    @Override
    public void inProgress() {}
}
