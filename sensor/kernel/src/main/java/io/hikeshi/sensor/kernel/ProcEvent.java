package io.hikeshi.sensor.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the proc connector tells of threads: {@code struct proc_event} in linux/cn_proc.h, within {@code struct cn_msg} of
 * linux/connector.h, within {@code struct nlmsghdr} of linux/netlink.h.
 */
sealed interface ProcEvent {
    /** A thread is about to write a core, or would if cores were wanted; the process can still be looked at. */
    record Dumping(int pid, int tid) implements ProcEvent {}

    /**
     * A thread ended.
     *
     * @param status as {@code wait(2)} encodes it
     * @param nanos on {@code CLOCK_MONOTONIC}
     */
    record Exited(int pid, int tid, int status, long nanos) implements ProcEvent {}

    /** The answer to our wish to listen; 0 if it was granted. */
    record Answered(int errno) implements ProcEvent {}

    int NETLINK_HEADER = 16, CONNECTOR_HEADER = 20;
    int PROC_EVENT_NONE = 0, PROC_EVENT_COREDUMP = 0x40000000, PROC_EVENT_EXIT = 0x80000000;
    /** Within the event. */
    int WHAT = 0, TIMESTAMP = 8, DATA = 16, TID = DATA, PID = DATA + 4, EXIT_CODE = DATA + 8, SIZE = 40;

    /** All of one datagram; what is cut or of another kind is passed over. */
    static List<ProcEvent> parse(ByteBuffer datagram) {
        var events = new ArrayList<ProcEvent>();
        int start = 0;
        while (datagram.limit() - start >= NETLINK_HEADER) {
            int length = datagram.getInt(start);
            if (length < NETLINK_HEADER || length > datagram.limit() - start) break;
            int from = NETLINK_HEADER + CONNECTOR_HEADER;
            if (length >= from + SIZE) event(datagram.slice(start + from, SIZE)).ifPresent(events::add);
            start += length + 3 & ~3;
        }
        return events;
    }

    private static Optional<ProcEvent> event(ByteBuffer slice) {
        var event = slice.order(ByteOrder.LITTLE_ENDIAN);
        int pid = event.getInt(PID);
        int tid = event.getInt(TID);
        return switch (event.getInt(WHAT)) {
            case PROC_EVENT_NONE -> Optional.of(new Answered(event.getInt(DATA)));
            case PROC_EVENT_COREDUMP -> Optional.of(new Dumping(pid, tid));
            case PROC_EVENT_EXIT ->
                Optional.of(new Exited(pid, tid, event.getInt(EXIT_CODE), event.getLong(TIMESTAMP)));
            default -> Optional.empty();
        };
    }
}
