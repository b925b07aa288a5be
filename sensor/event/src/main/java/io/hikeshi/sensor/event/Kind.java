package io.hikeshi.sensor.event;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of events that sensors report. A kind is the tail of a CloudEvents type. */
public enum Kind {
    /** A process died of a core-class signal, such as SIGSEGV or SIGABRT. */
    PROCESS_CRASHED("process.crashed"),
    /** The kernel's out-of-memory killer chose this process. */
    PROCESS_OOMKILLED("process.oomkilled"),
    /** A process died of a signal that somebody sent to end it, such as SIGKILL or SIGTERM. */
    PROCESS_KILLED("process.killed"),
    /** A process ended by itself with a non-zero status. */
    PROCESS_EXITED("process.exited"),
    /** A kernel said that it gives up; told at once. */
    KERNEL_PANICKED("kernel.panicked"),
    /** The whole text of a panic, as netconsole brought it. */
    KERNEL_PANIC_REPORTED("kernel.panic.reported"),
    /** The text of a panic that the node kept over its reboot. */
    KERNEL_PANIC_RECOVERED("kernel.panic.recovered"),
    /** The node that is said to have panicked lives. */
    KERNEL_PANIC_DISPROVED("kernel.panic.disproved"),
    /** A kernel reported trouble that it may survive. */
    KERNEL_OOPSED("kernel.oopsed"),
    /** The cluster has not heard of a node for too long. */
    NODE_LOST("node.lost"),
    /** A node is in another life than it was. */
    NODE_REBOOTED("node.rebooted");

    /** What every CloudEvents type of Hikeshi starts with. */
    public static final String TYPE_PREFIX = "io.hikeshi.";

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** As rules write it: {@code process.crashed}. */
    public String word() {
        return word;
    }

    /** The CloudEvents type: {@code io.hikeshi.process.crashed}. */
    public String type() {
        return TYPE_PREFIX + word;
    }

    /** The version is in the name, so that a breaking change is a new schema. */
    public String dataSchema() {
        return "https://hikeshi.io/schemas/" + word + ".v1.json";
    }

    /**
     * The kind that rules write so.
     *
     * @throws IllegalArgumentException if no kind is written so; the message lists those that are
     */
    public static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word.equals(word)) return kind;
        }
        throw new IllegalArgumentException("no event kind is called " + Text.quoted(word) + "; kinds: " + words());
    }

    /** Whether a CloudEvents type is that of one of these kinds. */
    public static boolean isType(String type) {
        return Arrays.stream(values()).anyMatch(kind -> kind.type().equals(type));
    }

    private static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
