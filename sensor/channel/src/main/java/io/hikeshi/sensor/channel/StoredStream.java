package io.hikeshi.sensor.channel;

/** The streams. Each subject belongs to exactly one. */
enum StoredStream {
    HIKESHI_EVENTS("event"),
    HIKESHI_ACTIONS("action"),
    HIKESHI_TIMELINE("timeline"),
    HIKESHI_DEAD("dead");

    private final String prefix;

    StoredStream(String word) {
        this.prefix = "hikeshi." + word + ".";
    }

    /** The subjects that it stores. */
    String subjects() {
        return prefix + ">";
    }

    /** Throws if no stream stores this subject. */
    static StoredStream of(String subject) {
        for (StoredStream stream : values()) {
            if (subject.startsWith(stream.prefix)) return stream;
        }
        throw new IllegalArgumentException("no stream stores the subject " + subject);
    }
}
