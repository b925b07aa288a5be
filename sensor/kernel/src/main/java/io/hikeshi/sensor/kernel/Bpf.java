package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** The commands of bpf(2) that we use: {@code enum bpf_cmd} and {@code union bpf_attr} of linux/bpf.h. */
final class Bpf {
    static final int BPF_MAP_CREATE = 0;
    static final int BPF_PROG_LOAD = 5;
    static final int BPF_RAW_TRACEPOINT_OPEN = 17;
    static final int BPF_MAP_TYPE_ARRAY = 2;
    static final int BPF_MAP_TYPE_LRU_HASH = 9;
    static final int BPF_MAP_TYPE_RINGBUF = 27;
    static final int BPF_PROG_TYPE_RAW_TRACEPOINT = 17;
    static final int BPF_F_MMAPABLE = 1 << 10;

    /** Enough of {@code union bpf_attr} for every command here; the kernel takes a shorter or longer one. */
    private static final int ATTRIBUTES = 144;

    private static final int VERIFIER_LOG = 256 * 1024;
    /** The reason stands at the end of the verifier's log. */
    private static final int MOST_LOG_SHOWN = 1500;

    private Bpf() {}

    /** @param bytes a power of two and a multiple of the page size */
    static int createRing(String name, int bytes) throws SystemCallException {
        return createMap(name, BPF_MAP_TYPE_RINGBUF, 0, 0, bytes, 0);
    }

    /** One 64-bit number that can be mapped. */
    static int createCounter(String name) throws SystemCallException {
        return createMap(name, BPF_MAP_TYPE_ARRAY, Integer.BYTES, Long.BYTES, 1, BPF_F_MMAPABLE);
    }

    /** Of 64-bit numbers, with a number each; forgets what was not used longest. */
    static int createSet(String name, int most) throws SystemCallException {
        return createMap(name, BPF_MAP_TYPE_LRU_HASH, Long.BYTES, Long.BYTES, most, 0);
    }

    private static int createMap(String name, int type, int key, int value, int entries, int flags)
            throws SystemCallException {
        try (var attributes = new Memory(ATTRIBUTES)) {
            attributes.clear();
            attributes.setInt(0, type);
            attributes.setInt(4, key);
            attributes.setInt(8, value);
            attributes.setInt(12, entries);
            attributes.setInt(16, flags);
            attributes.setString(28, name);
            return Libc.bpf(BPF_MAP_CREATE, attributes, "BPF_MAP_CREATE " + name);
        }
    }

    /** Has a program checked and compiled. Helpers that we need are reserved for programs under the GPL. */
    static int load(String name, byte[] program) throws SystemCallException, ProgramRefusedException {
        try (var code = new Memory(program.length);
                var licence = text("GPL");
                var attributes = new Memory(ATTRIBUTES)) {
            code.write(0, program, 0, program.length);
            attributes.clear();
            attributes.setInt(0, BPF_PROG_TYPE_RAW_TRACEPOINT);
            attributes.setInt(4, program.length / Long.BYTES);
            attributes.setLong(8, Pointer.nativeValue(code));
            attributes.setLong(16, Pointer.nativeValue(licence));
            attributes.setString(48, name);
            return load(name, attributes);
        }
    }

    private static int load(String name, Memory attributes) throws SystemCallException, ProgramRefusedException {
        try {
            return Libc.bpf(BPF_PROG_LOAD, attributes, "BPF_PROG_LOAD " + name);
        } catch (SystemCallException e) {
            if (e.errno() == Errno.EPERM) throw e;
            throw new ProgramRefusedException(name, explain(name, attributes), e);
        }
    }

    /** Loads once more, this time asking why not: the log slows a load down, so that it is off at first. */
    private static String explain(String name, Memory attributes) {
        try (var log = new Memory(VERIFIER_LOG)) {
            log.clear();
            attributes.setInt(24, 1);
            attributes.setInt(28, VERIFIER_LOG);
            attributes.setLong(32, Pointer.nativeValue(log));
            Libc.close(Libc.bpf(BPF_PROG_LOAD, attributes, name));
            return "the second try was accepted";
        } catch (SystemCallException e) {
            return tail(attributes);
        }
    }

    private static String tail(Memory attributes) {
        var log = new Pointer(attributes.getLong(32)).getString(0, "US-ASCII").strip();
        return log.substring(Math.max(0, log.length() - MOST_LOG_SHOWN));
    }

    /** Runs the program at every passing of the tracepoint until the descriptor is closed. */
    static int attach(String tracepoint, int program) throws SystemCallException {
        try (var name = text(tracepoint);
                var attributes = new Memory(ATTRIBUTES)) {
            attributes.clear();
            attributes.setLong(0, Pointer.nativeValue(name));
            attributes.setInt(8, program);
            return Libc.bpf(BPF_RAW_TRACEPOINT_OPEN, attributes, "BPF_RAW_TRACEPOINT_OPEN " + tracepoint);
        }
    }

    private static Memory text(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        var memory = new Memory(bytes.length + 1L);
        memory.clear();
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }
}
