package io.hikeshi.sensor.agent;

import java.util.Locale;

/** How a source is doing. */
enum SourceState {
    OPENING,
    READING,
    /** It could not be opened, or broke: the log says why. */
    FAILED,
    /** It was closed. */
    ENDED;

    boolean isAlive() {
        return this == OPENING || this == READING;
    }

    /** As health checks show it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
