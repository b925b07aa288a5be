package io.hikeshi.sensor.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes eBPF bytecode: {@code struct bpf_insn} of linux/bpf.h, opcodes of linux/bpf_common.h. All arithmetic has 64 bits. */
final class Assembler {
    /** {@code sizeof(struct bpf_insn)}. */
    static final int INSTRUCTION = 8;

    /** {@code BPF_LD | BPF_IMM | BPF_DW}. */
    static final int BPF_LD_IMM_DW = 0x18;

    static final int BPF_LDX_MEM = 0x01 | 0x60;
    static final int BPF_ST_MEM = 0x02 | 0x60;
    static final int BPF_STX_MEM = 0x03 | 0x60;
    /** {@code BPF_STX | BPF_ATOMIC | BPF_DW}; with imm 0 ({@code BPF_ADD}) it adds. */
    static final int BPF_ATOMIC_DW = 0x03 | 0xc0 | 0x18;

    static final int BPF_ALU64 = 0x07;
    static final int BPF_JMP = 0x05;
    /** {@code BPF_X}: the second operand is a register; without it, the immediate. */
    static final int BPF_X = 0x08;

    static final int BPF_ADD = 0x00;
    static final int BPF_SUB = 0x10;
    static final int BPF_MUL = 0x20;
    static final int BPF_AND = 0x50;
    static final int BPF_RSH = 0x70;
    static final int BPF_MOV = 0xb0;
    static final int BPF_JA = 0x00;
    static final int BPF_JEQ = 0x10;
    static final int BPF_JGT = 0x20;
    static final int BPF_JNE = 0x50;
    static final int BPF_JLE = 0xb0;
    static final int BPF_CALL = 0x80;
    static final int BPF_EXIT = 0x90;
    /** In the source register field of a 64-bit load: the immediate is a map's descriptor. */
    static final int BPF_PSEUDO_MAP_FD = 1;

    private record Instruction(
            int opcode,
            int to,
            int from,
            int offset,
            int immediate,
            @Nullable String target) {}

    private final List<Instruction> program = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    Assembler move(Register to, Register from) {
        return add(BPF_ALU64 | BPF_X | BPF_MOV, to, from, 0, 0);
    }

    Assembler move(Register to, int value) {
        return add(BPF_ALU64 | BPF_MOV, to, Register.R0, 0, value);
    }

    Assembler move64(Register to, long value) {
        add(BPF_LD_IMM_DW, to, Register.R0, 0, (int) value);
        return add(0, Register.R0, Register.R0, 0, (int) (value >>> 32));
    }

    Assembler moveMap(Register to, int map) {
        program.add(new Instruction(BPF_LD_IMM_DW, to.ordinal(), BPF_PSEUDO_MAP_FD, 0, map, null));
        return add(0, Register.R0, Register.R0, 0, 0);
    }

    Assembler load(Width width, Register to, Register base, int offset) {
        return add(BPF_LDX_MEM | width.code, to, base, offset, 0);
    }

    Assembler store(Width width, Register base, int offset, Register from) {
        return add(BPF_STX_MEM | width.code, base, from, offset, 0);
    }

    Assembler store(Width width, Register base, int offset, int value) {
        return add(BPF_ST_MEM | width.code, base, Register.R0, offset, value);
    }

    Assembler addAtomic(Register base, int offset, Register value) {
        return add(BPF_ATOMIC_DW, base, value, offset, BPF_ADD);
    }

    Assembler plus(Register to, int value) {
        return value == 0 ? this : add(BPF_ALU64 | BPF_ADD, to, Register.R0, 0, value);
    }

    Assembler plus(Register to, Register value) {
        return add(BPF_ALU64 | BPF_X | BPF_ADD, to, value, 0, 0);
    }

    Assembler minus(Register to, Register value) {
        return add(BPF_ALU64 | BPF_X | BPF_SUB, to, value, 0, 0);
    }

    Assembler times(Register to, int value) {
        return add(BPF_ALU64 | BPF_MUL, to, Register.R0, 0, value);
    }

    Assembler and(Register to, int mask) {
        return add(BPF_ALU64 | BPF_AND, to, Register.R0, 0, mask);
    }

    Assembler and(Register to, Register mask) {
        return add(BPF_ALU64 | BPF_X | BPF_AND, to, mask, 0, 0);
    }

    Assembler shiftRight(Register to, Register bits) {
        return add(BPF_ALU64 | BPF_X | BPF_RSH, to, bits, 0, 0);
    }

    Assembler jump(String label) {
        return addJump(BPF_JA, Register.R0, 0, label);
    }

    Assembler jumpIfEqual(Register register, int value, String label) {
        return addJump(BPF_JEQ, register, value, label);
    }

    Assembler jumpUnlessEqual(Register register, int value, String label) {
        return addJump(BPF_JNE, register, value, label);
    }

    Assembler jumpUnlessEqual(Register register, Register other, String label) {
        var jump = new Instruction(BPF_JMP | BPF_X | BPF_JNE, register.ordinal(), other.ordinal(), 0, 0, label);
        program.add(jump);
        return this;
    }

    /** Unsigned. */
    Assembler jumpIfAbove(Register register, int value, String label) {
        return addJump(BPF_JGT, register, value, label);
    }

    /** Unsigned. */
    Assembler jumpUnlessAbove(Register register, int value, String label) {
        return addJump(BPF_JLE, register, value, label);
    }

    Assembler call(Helper helper) {
        return add(BPF_JMP | BPF_CALL, Register.R0, Register.R0, 0, helper.number);
    }

    Assembler exit() {
        return add(BPF_JMP | BPF_EXIT, Register.R0, Register.R0, 0, 0);
    }

    /** Names the next instruction. */
    Assembler label(String name) {
        if (labels.put(name, program.size()) != null) throw new IllegalStateException("two labels are called " + name);
        return this;
    }

    byte[] assemble() {
        var bytes = ByteBuffer.allocate(program.size() * INSTRUCTION).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < program.size(); i++) {
            var instruction = program.get(i);
            bytes.put((byte) instruction.opcode())
                    .put((byte) (instruction.to() | instruction.from() << 4))
                    .putShort((short) (instruction.offset() + distance(i, instruction.target())))
                    .putInt(instruction.immediate());
        }
        return bytes.array();
    }

    /** Jumps count from the instruction after them. */
    private int distance(int index, @Nullable String target) {
        if (target == null) return 0;
        var destination = labels.get(target);
        if (destination == null) throw new IllegalStateException("no label is called " + target);
        return destination - index - 1;
    }

    private Assembler add(int opcode, Register to, Register from, int offset, int immediate) {
        program.add(new Instruction(opcode, to.ordinal(), from.ordinal(), offset, immediate, null));
        return this;
    }

    private Assembler addJump(int condition, Register register, int value, String label) {
        program.add(new Instruction(BPF_JMP | condition, register.ordinal(), 0, 0, value, label));
        return this;
    }
}
