package io.hikeshi.sensor.kernel;

/** How many bytes an eBPF load or store moves: {@code BPF_SIZE} in linux/bpf_common.h and linux/bpf.h. */
enum Width {
    /** {@code BPF_W}. */
    WORD(0x00),
    /** {@code BPF_DW}. */
    DOUBLE(0x18);

    final int code;

    Width(int code) {
        this.code = code;
    }
}
