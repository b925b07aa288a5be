package io.hikeshi.sensor.kernel;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What perf, the proc connector and ptrace took from C headers, against the headers; needs gcc. */
class FallbackHeadersIT {
    @SafeVarargs
    private static void agree(String name, List<String> headers, Map.Entry<String, ? extends Number>... ours)
            throws Exception {
        var expected = new TreeMap<String, Long>();
        for (var one : ours) expected.put(one.getKey(), one.getValue().longValue());
        assertThat(CHeaders.values(name, headers, expected.keySet())).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void opensTracepointsAsTheHeaderSays() throws Exception {
        agree(
                "perf-attributes",
                List.of("linux/perf_event.h", "sys/syscall.h"),
                entry("SYS_perf_event_open", Libc.SYS_PERF_EVENT_OPEN),
                entry("PERF_FLAG_FD_CLOEXEC", Libc.PERF_FLAG_FD_CLOEXEC),
                entry("PERF_TYPE_TRACEPOINT", PerfRing.PERF_TYPE_TRACEPOINT),
                entry("offsetof(struct perf_event_attr, type)", PerfRing.TYPE),
                entry("offsetof(struct perf_event_attr, size)", PerfRing.SIZE),
                entry("offsetof(struct perf_event_attr, config)", PerfRing.CONFIG),
                entry("offsetof(struct perf_event_attr, sample_period)", PerfRing.SAMPLE_PERIOD),
                entry("offsetof(struct perf_event_attr, sample_type)", PerfRing.SAMPLE_TYPE),
                entry("offsetof(struct perf_event_attr, read_format) + 8", PerfRing.FLAGS),
                entry("offsetof(struct perf_event_attr, wakeup_events)", PerfRing.WAKEUP_EVENTS),
                entry("offsetof(struct perf_event_attr, clockid)", PerfRing.CLOCK_ID),
                entry("offsetof(struct perf_event_attr, sample_max_stack)", PerfRing.SAMPLE_MAX_STACK),
                entry("PERF_ATTR_SIZE_VER6", PerfRing.ATTRIBUTES_BYTES),
                entry(
                        "PERF_SAMPLE_TID|PERF_SAMPLE_TIME|PERF_SAMPLE_CALLCHAIN|PERF_SAMPLE_RAW|PERF_SAMPLE_CGROUP",
                        PerfRing.SAMPLED));
    }

    @Test
    void readsTheRingAsTheHeaderSays() throws Exception {
        agree(
                "perf-ring",
                List.of("linux/perf_event.h"),
                entry("PERF_EVENT_IOC_ENABLE", PerfRing.IOC_ENABLE),
                entry("PERF_EVENT_IOC_SET_OUTPUT", PerfRing.IOC_SET_OUTPUT),
                entry("PERF_EVENT_IOC_SET_FILTER", PerfRing.IOC_SET_FILTER),
                entry("offsetof(struct perf_event_mmap_page, data_head)", PerfRing.DATA_HEAD),
                entry("offsetof(struct perf_event_mmap_page, data_tail)", PerfRing.DATA_TAIL),
                entry("PERF_RECORD_LOST", PerfRing.PERF_RECORD_LOST),
                entry("PERF_RECORD_SAMPLE", PerfRing.PERF_RECORD_SAMPLE),
                entry("sizeof(struct perf_event_header)", PerfRing.HEADER),
                entry("(long)PERF_CONTEXT_MAX", PerfParser.MARK));
    }

    @Test
    void speaksToTheConnectorAsItsHeadersSay() throws Exception {
        agree(
                "connector",
                List.of("sys/socket.h", "linux/netlink.h", "linux/connector.h", "linux/cn_proc.h"),
                entry("AF_NETLINK", ConnectorSocket.AF_NETLINK),
                entry("SOCK_DGRAM", ConnectorSocket.SOCK_DGRAM),
                entry("SOCK_CLOEXEC", ConnectorSocket.SOCK_CLOEXEC),
                entry("NETLINK_CONNECTOR", ConnectorSocket.NETLINK_CONNECTOR),
                entry("SOL_SOCKET", ConnectorSocket.SOL_SOCKET),
                entry("SO_RCVBUFFORCE", ConnectorSocket.SO_RCVBUFFORCE),
                entry("MSG_DONTWAIT", SocketCalls.MSG_DONTWAIT),
                entry("sizeof(struct sockaddr_nl)", ConnectorSocket.ADDRESS_BYTES),
                entry("offsetof(struct sockaddr_nl, nl_pid)", ConnectorSocket.PORT),
                entry("offsetof(struct sockaddr_nl, nl_groups)", ConnectorSocket.GROUPS),
                entry("NLMSG_DONE", ConnectorSocket.NLMSG_DONE),
                entry("offsetof(struct nlmsghdr, nlmsg_type)", ConnectorSocket.TYPE),
                entry("sizeof(struct nlmsghdr)", ProcEvent.NETLINK_HEADER),
                entry("sizeof(struct cn_msg)", ProcEvent.CONNECTOR_HEADER),
                entry("sizeof(struct nlmsghdr) + offsetof(struct cn_msg, id.val)", ConnectorSocket.VALUE),
                entry("sizeof(struct nlmsghdr) + offsetof(struct cn_msg, len)", ConnectorSocket.PAYLOAD_LENGTH),
                entry("CN_IDX_PROC", ConnectorSocket.CN_IDX_PROC),
                entry("CN_VAL_PROC", ConnectorSocket.CN_VAL_PROC),
                entry("PROC_CN_MCAST_LISTEN", ConnectorSocket.PROC_CN_MCAST_LISTEN),
                entry("PROC_CN_MCAST_IGNORE", ConnectorSocket.PROC_CN_MCAST_IGNORE));
    }

    @Test
    void readsProcEventsAsTheHeaderSays() throws Exception {
        agree(
                "proc-events",
                List.of("linux/cn_proc.h"),
                entry("PROC_EVENT_COREDUMP", ProcEvent.PROC_EVENT_COREDUMP),
                entry("(int)PROC_EVENT_EXIT", ProcEvent.PROC_EVENT_EXIT),
                entry("offsetof(struct proc_event, what)", ProcEvent.WHAT),
                entry("offsetof(struct proc_event, timestamp_ns)", ProcEvent.TIMESTAMP),
                entry("offsetof(struct proc_event, event_data.exit.process_pid)", ProcEvent.TID),
                entry("offsetof(struct proc_event, event_data.exit.process_tgid)", ProcEvent.PID),
                entry("offsetof(struct proc_event, event_data.exit.exit_code)", ProcEvent.EXIT_CODE),
                entry("sizeof(struct proc_event)", ProcEvent.SIZE));
    }

    @Test
    void tracesAsTheHeadersSay() throws Exception {
        agree(
                "ptrace",
                List.of("sys/ptrace.h", "sys/wait.h", "signal.h"),
                entry("PTRACE_CONT", Tracer.PTRACE_CONT),
                entry("PTRACE_GETEVENTMSG", Tracer.PTRACE_GETEVENTMSG),
                entry("PTRACE_GETSIGINFO", Tracer.PTRACE_GETSIGINFO),
                entry("PTRACE_SEIZE", Tracer.PTRACE_SEIZE),
                entry("PTRACE_LISTEN", Tracer.PTRACE_LISTEN),
                entry("PTRACE_EVENT_EXIT", Tracer.PTRACE_EVENT_EXIT),
                entry("PTRACE_EVENT_STOP", Tracer.PTRACE_EVENT_STOP),
                entry("PTRACE_O_TRACEFORK|PTRACE_O_TRACEVFORK|PTRACE_O_TRACECLONE|PTRACE_O_TRACEEXIT", Tracer.OPTIONS),
                entry("__WALL|__WNOTHREAD", PtraceCalls.WALL_OF_THIS_THREAD),
                entry("sizeof(siginfo_t)", Tracer.SIGINFO_BYTES),
                entry("offsetof(siginfo_t, si_code)", Tracer.CODE),
                entry("offsetof(siginfo_t, si_addr)", Tracer.ADDRESS),
                entry("WIFSTOPPED(" + Tracer.STOPPED + ")", 1),
                entry("WIFCONTINUED(" + Tracer.CONTINUED + ")", 1));
    }
}
