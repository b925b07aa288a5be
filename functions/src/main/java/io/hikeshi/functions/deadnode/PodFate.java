package io.hikeshi.functions.deadnode;

/**
 * What became of one pod.
 *
 * @param why as a sentence about the pod goes on; empty where there is nothing to explain
 */
public record PodFate(Kind kind, String why) {
    /** How it ended. */
    public enum Kind {
        /** It was changed; in show mode, it would be. */
        DONE,
        /** An earlier delivery, or another action of the incident, had changed it. */
        ALREADY,
        /** It is left alone. */
        SPARED,
        /** The API server will not have it changed, however often it is asked. */
        REFUSED
    }

    public static PodFate done() {
        return new PodFate(Kind.DONE, "");
    }

    public static PodFate already() {
        return new PodFate(Kind.ALREADY, "");
    }

    public static PodFate spared(String why) {
        return new PodFate(Kind.SPARED, why);
    }

    public static PodFate refused(String why) {
        return new PodFate(Kind.REFUSED, why);
    }

    /** Whether it now is as it was wanted. */
    public boolean isChanged() {
        return kind == Kind.DONE || kind == Kind.ALREADY;
    }
}
