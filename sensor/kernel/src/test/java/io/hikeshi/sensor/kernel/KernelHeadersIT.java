package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every constant, size and offset that we took from a C header, against the header; needs gcc. */
class KernelHeadersIT {
    @Test
    void callsBpfAsItsHeaderSays() throws Exception {
        agree(
                "bpf",
                List.of("linux/bpf.h"),
                Map.ofEntries(
                        entry("BPF_MAP_CREATE", Bpf.BPF_MAP_CREATE),
                        entry("BPF_PROG_LOAD", Bpf.BPF_PROG_LOAD),
                        entry("BPF_RAW_TRACEPOINT_OPEN", Bpf.BPF_RAW_TRACEPOINT_OPEN),
                        entry("BPF_MAP_TYPE_ARRAY", Bpf.BPF_MAP_TYPE_ARRAY),
                        entry("BPF_MAP_TYPE_LRU_HASH", Bpf.BPF_MAP_TYPE_LRU_HASH),
                        entry("BPF_MAP_TYPE_RINGBUF", Bpf.BPF_MAP_TYPE_RINGBUF),
                        entry("BPF_PROG_TYPE_RAW_TRACEPOINT", Bpf.BPF_PROG_TYPE_RAW_TRACEPOINT),
                        entry("BPF_F_MMAPABLE", Bpf.BPF_F_MMAPABLE),
                        entry("offsetof(union bpf_attr, map_type)", 0),
                        entry("offsetof(union bpf_attr, key_size)", 4),
                        entry("offsetof(union bpf_attr, value_size)", 8),
                        entry("offsetof(union bpf_attr, max_entries)", 12),
                        entry("offsetof(union bpf_attr, map_flags)", 16),
                        entry("offsetof(union bpf_attr, map_name)", 28),
                        entry("offsetof(union bpf_attr, prog_type)", 0),
                        entry("offsetof(union bpf_attr, insn_cnt)", 4),
                        entry("offsetof(union bpf_attr, insns)", 8),
                        entry("offsetof(union bpf_attr, license)", 16),
                        entry("offsetof(union bpf_attr, log_level)", 24),
                        entry("offsetof(union bpf_attr, log_size)", 28),
                        entry("offsetof(union bpf_attr, log_buf)", 32),
                        entry("offsetof(union bpf_attr, prog_name)", 48),
                        entry("offsetof(union bpf_attr, raw_tracepoint.name)", 0),
                        entry("offsetof(union bpf_attr, raw_tracepoint.prog_fd)", 8)));
    }

    @Test
    void readsRecordsAsTheHeaderSays() throws Exception {
        agree(
                "ring",
                List.of("linux/bpf.h"),
                Map.ofEntries(
                        entry("(int)BPF_RINGBUF_BUSY_BIT", RingBuffer.BUSY),
                        entry("BPF_RINGBUF_DISCARD_BIT", RingBuffer.DISCARDED),
                        entry("BPF_RINGBUF_HDR_SZ", RingBuffer.HEADER),
                        entry("BPF_F_USER_STACK", RecordCode.USER_STACK),
                        entry("BPF_F_USER_BUILD_ID", RecordCode.USER_BUILD_ID),
                        entry("sizeof(struct bpf_stack_build_id)", DeathRecord.FRAME_BYTES),
                        entry("offsetof(struct bpf_stack_build_id, build_id)", RecordParser.FRAME_BUILD_ID),
                        entry("offsetof(struct bpf_stack_build_id, offset)", RecordParser.FRAME_OFFSET),
                        entry("BPF_BUILD_ID_SIZE", RecordParser.BUILD_ID_BYTES),
                        entry("BPF_STACK_BUILD_ID_IP", RecordCode.BUILD_ID_IP),
                        entry("BPF_STACK_BUILD_ID_VALID", RecordParser.BUILD_ID_VALID)));
    }

    @Test
    void encodesInstructionsAsTheHeaderSays() throws Exception {
        agree(
                "opcodes",
                List.of("linux/bpf.h"),
                Map.ofEntries(
                        entry("sizeof(struct bpf_insn)", Assembler.INSTRUCTION),
                        entry("BPF_LD | BPF_IMM | BPF_DW", Assembler.BPF_LD_IMM_DW),
                        entry("BPF_LDX | BPF_MEM", Assembler.BPF_LDX_MEM),
                        entry("BPF_ST | BPF_MEM", Assembler.BPF_ST_MEM),
                        entry("BPF_STX | BPF_MEM", Assembler.BPF_STX_MEM),
                        entry("BPF_STX | BPF_XADD | BPF_DW", Assembler.BPF_ATOMIC_DW),
                        entry("BPF_ALU64", Assembler.BPF_ALU64),
                        entry("BPF_JMP", Assembler.BPF_JMP),
                        entry("BPF_X", Assembler.BPF_X),
                        entry("BPF_ADD", Assembler.BPF_ADD),
                        entry("BPF_SUB", Assembler.BPF_SUB),
                        entry("BPF_MUL", Assembler.BPF_MUL),
                        entry("BPF_AND", Assembler.BPF_AND),
                        entry("BPF_RSH", Assembler.BPF_RSH),
                        entry("BPF_MOV", Assembler.BPF_MOV),
                        entry("BPF_JA", Assembler.BPF_JA),
                        entry("BPF_JEQ", Assembler.BPF_JEQ),
                        entry("BPF_JGT", Assembler.BPF_JGT),
                        entry("BPF_JNE", Assembler.BPF_JNE),
                        entry("BPF_JLE", Assembler.BPF_JLE),
                        entry("BPF_CALL", Assembler.BPF_CALL),
                        entry("BPF_EXIT", Assembler.BPF_EXIT),
                        entry("BPF_PSEUDO_MAP_FD", Assembler.BPF_PSEUDO_MAP_FD),
                        entry("BPF_W", Width.WORD.code),
                        entry("BPF_DW", Width.DOUBLE.code),
                        entry("BPF_REG_10", Register.FP.ordinal())));
    }

    @Test
    void numbersHelpersAsTheHeaderDoes() throws Exception {
        var helpers = new TreeMap<String, Long>();
        for (var helper : Helper.values())
            helpers.put("BPF_FUNC_" + helper.name().toLowerCase(java.util.Locale.ROOT), (long) helper.number);

        agree("helpers", List.of("linux/bpf.h"), helpers);
    }

    @Test
    void readsKernelTypesAsTheHeaderSays() throws Exception {
        agree(
                "btf",
                List.of("linux/btf.h"),
                Map.ofEntries(
                        entry("BTF_MAGIC", BtfFile.MAGIC),
                        entry("sizeof(struct btf_header)", BtfFile.HEADER),
                        entry("offsetof(struct btf_header, hdr_len)", BtfFile.HEADER_LENGTH),
                        entry("offsetof(struct btf_header, type_off)", BtfFile.TYPES_OFFSET),
                        entry("offsetof(struct btf_header, type_len)", BtfFile.TYPES_LENGTH),
                        entry("offsetof(struct btf_header, str_off)", BtfFile.STRINGS_OFFSET),
                        entry("offsetof(struct btf_type, info)", Btf.TYPE_INFO),
                        entry("offsetof(struct btf_type, size)", Btf.TYPE_SIZE),
                        entry("offsetof(struct btf_member, type)", Btf.MEMBER_TYPE),
                        entry("offsetof(struct btf_member, offset)", Btf.MEMBER_OFFSET),
                        entry("offsetof(struct btf_enum, val)", Btf.ENUM_VALUE),
                        entry("sizeof(struct btf_type)", Btf.TYPE),
                        entry("sizeof(struct btf_member)", Btf.MEMBER),
                        entry("sizeof(struct btf_enum)", Btf.ENUM),
                        entry("BTF_KIND_INT", Btf.KIND_INT),
                        entry("BTF_KIND_ARRAY", Btf.KIND_ARRAY),
                        entry("BTF_KIND_STRUCT", Btf.KIND_STRUCT),
                        entry("BTF_KIND_UNION", Btf.KIND_UNION),
                        entry("BTF_KIND_ENUM", Btf.KIND_ENUM),
                        entry("BTF_KIND_FUNC_PROTO", Btf.KIND_FUNC_PROTO),
                        entry("BTF_KIND_VAR", Btf.KIND_VAR),
                        entry("BTF_KIND_DATASEC", Btf.KIND_DATASEC),
                        entry("BTF_KIND_DECL_TAG", Btf.KIND_DECL_TAG),
                        entry("BTF_KIND_ENUM64", Btf.KIND_ENUM64)));
    }

    @Test
    void callsTheLibraryAsItsHeadersSay() throws Exception {
        agree(
                "libc",
                List.of(
                        "fcntl.h",
                        "poll.h",
                        "spawn.h",
                        "sys/eventfd.h",
                        "sys/mman.h",
                        "sys/resource.h",
                        "sys/syscall.h",
                        "time.h",
                        "unistd.h"),
                Map.ofEntries(
                        entry("SYS_bpf", Libc.SYS_BPF),
                        entry("PROT_READ", Libc.PROT_READ),
                        entry("PROT_WRITE", Libc.PROT_WRITE),
                        entry("MAP_SHARED", Libc.MAP_SHARED),
                        entry("CLOCK_MONOTONIC", Libc.CLOCK_MONOTONIC),
                        entry("CLOCK_BOOTTIME", Libc.CLOCK_BOOTTIME),
                        entry("EFD_CLOEXEC | EFD_NONBLOCK", Libc.EFD_CLOEXEC_NONBLOCK),
                        entry("O_RDWR", Libc.O_RDWR),
                        entry("sizeof(posix_spawn_file_actions_t) <= " + Libc.SPAWN_FILE_ACTIONS, 1),
                        entry("RLIMIT_CORE", Libc.RLIMIT_CORE),
                        entry("RLIMIT_MEMLOCK", Libc.RLIMIT_MEMLOCK),
                        entry("sysconf(_SC_CLK_TCK)", 1_000_000_000 / Task.NANOS_PER_TICK),
                        entry("sizeof(struct pollfd)", Poller.POLLFD),
                        entry("offsetof(struct pollfd, events)", 4),
                        entry("offsetof(struct pollfd, revents)", 6),
                        entry("POLLIN", Poller.POLLIN)));
    }

    @Test
    void namesErrorsAsTheHeaderDoes() throws Exception {
        var errors = new TreeMap<String, Long>();
        Errno.names().forEach((number, name) -> errors.put(name, (long) number));

        agree("errno", List.of("errno.h"), errors);
    }

    @Test
    void namesSignalsAndTheirCodesAsTheHeadersDo() throws Exception {
        var names = new TreeMap<String, Long>();
        for (int signal = 1; signal <= 31; signal++) names.put(Signals.name(signal), (long) signal);
        for (int signal : new int[] {4, 5, 7, 8, 11, 31}) {
            for (int code = 1; code <= 10; code++) {
                var name = Signals.code(signal, code);
                if (name != null && !isNewerThanOldHeaders(name)) names.put(name, (long) code);
            }
        }
        for (int sender : new int[] {0x80, 0, -1, -2, -3, -4, -5, -6, -7, -60}) {
            var name = Signals.code(15, sender);
            if (name != null) names.put(name, (long) sender);
        }

        agree("signals", List.of("asm/siginfo.h", "asm/signal.h"), names);
    }

    /** The codes that Debian 12's headers (6.1) lack. */
    private static boolean isNewerThanOldHeaders(String name) {
        return name.equals("SEGV_CPERR");
    }

    private static Map.Entry<String, Long> entry(String expression, long ours) {
        return Map.entry(expression, ours);
    }

    private static void agree(String name, List<String> headers, Map<String, Long> ours) throws Exception {
        assertThat(CHeaders.values(name, headers, ours.keySet())).containsExactlyInAnyOrderEntriesOf(ours);
    }
}
