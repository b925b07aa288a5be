package io.hikeshi.sensor.kernel;

/** Kernel functions that a program may call: {@code ___BPF_FUNC_MAPPER} in linux/bpf.h. */
enum Helper {
    MAP_LOOKUP_ELEM(1),
    MAP_UPDATE_ELEM(2),
    MAP_DELETE_ELEM(3),
    KTIME_GET_NS(5),
    GET_CURRENT_PID_TGID(14),
    GET_CURRENT_UID_GID(15),
    GET_CURRENT_COMM(16),
    GET_CURRENT_TASK(35),
    GET_STACK(67),
    /** In the v2 hierarchy only. */
    GET_CURRENT_CGROUP_ID(80),
    PROBE_READ_USER(112),
    PROBE_READ_KERNEL(113),
    PROBE_READ_KERNEL_STR(115),
    RINGBUF_RESERVE(131),
    RINGBUF_SUBMIT(132);

    final int number;

    Helper(int number) {
        this.number = number;
    }
}
