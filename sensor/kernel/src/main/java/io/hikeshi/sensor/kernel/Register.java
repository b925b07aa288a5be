package io.hikeshi.sensor.kernel;

/**
 * {@code enum} of {@code BPF_REG_0..10}, linux/bpf.h. R0 holds results; R1 to R5 carry arguments and are lost in a call; R6 to
 * R9 survive it; FP is the end of a stack of 512 bytes.
 */
enum Register {
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    FP
}
