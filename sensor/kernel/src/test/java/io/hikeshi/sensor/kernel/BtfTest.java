package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BtfTest {
    private static final Set<String> NAMES = Set.of("task", "subsystem");
    /** At: 1 task, 6 pid, 10 comm, 15 flags, 21 subsystem, 31 memory. */
    private static final String STRINGS = "\0task\0pid\0comm\0flags\0subsystem\0memory\0";

    private static final int STRUCT = 4 << 24;
    private static final int UNION = 5 << 24;
    private static final int ENUM = 6 << 24;
    private static final int KIND_FLAG = 1 << 31;

    @TempDir
    Path folder;

    @Test
    void findsMembersAlsoWithinAnonymousStructures() throws Exception {
        try (var btf = Btf.read(file(sample()), NAMES)) {
            assertThat(btf.offset("task", "pid")).isEqualTo(4);
            assertThat(btf.offset("task", "comm")).isEqualTo(16 + 8);
            assertThat(btf.size("task")).isEqualTo(64);
        }
    }

    @Test
    void readsOffsetsBesideBitFields() throws Exception {
        try (var btf = Btf.read(file(sample()), NAMES)) {
            assertThat(btf.offset("task", "flags")).isEqualTo(48);
        }
    }

    @Test
    void findsEnumConstantsAndMissesOthers() throws Exception {
        try (var btf = Btf.read(file(sample()), NAMES)) {
            assertThat(btf.enumValue("subsystem", "memory")).hasValue(4);
            assertThat(btf.enumValue("subsystem", "pid")).isEmpty();
            assertThat(btf.enumValue("nothing", "memory")).isEmpty();
        }
    }

    @Test
    void saysWhatThisKernelLacks() throws Exception {
        try (var btf = Btf.read(file(sample()), NAMES)) {
            assertThatThrownBy(() -> btf.offset("task", "soul")).hasMessageContaining("no member soul in struct task");
            assertThatThrownBy(() -> btf.offset("ghost", "pid")).hasMessageContaining("no struct ghost");
        }
    }

    @Test
    void saysThatAKernelHasNoTypesAtAll() {
        assertThatThrownBy(() -> Btf.read(folder.resolve("missing"), NAMES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CONFIG_DEBUG_INFO_BTF");
    }

    @Test
    void givesAReasonForEveryDamage() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var bytes = sample();
            for (int hit = 0; hit <= i % 4; hit++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var file = file(java.util.Arrays.copyOf(bytes, i % 5 == 0 ? random.nextInt(bytes.length) : bytes.length));
            try (var btf = Btf.read(file, NAMES)) {
                btf.enumValue("subsystem", "memory");
                btf.offset("task", "comm");
            } catch (IOException e) {
                assertThat(e).message().containsAnyOf("cannot read kernel types", "this kernel's BTF", "not BTF");
            }
        }
    }

    /** task { int pid @4; struct { comm @8 } @16; flags @48, a bit field }; enum subsystem { memory = 4 }. */
    private static byte[] sample() {
        var types = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        put(types, 0, 1 << 24, 4, 32); // 1: int
        put(types, 0, UNION | 1, 16, 10, 1, 8 * 8); // 2: union { comm }
        put(types, 1, KIND_FLAG | STRUCT | 3, 64, 6, 1, 4 * 8, 0, 2, 16 * 8, 15, 1, 3 << 24 | 48 * 8); // 3: task
        put(types, 21, ENUM | 1, 4, 31, 4); // 4
        var strings = STRINGS.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var file = ByteBuffer.allocate(24 + types.position() + strings.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
        put(file, 0, types.position(), types.position(), strings.length);
        return file.put(types.array(), 0, types.position()).put(strings).array();
    }

    private static void put(ByteBuffer buffer, int... words) {
        for (int word : words) buffer.putInt(word);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("btf"), bytes);
    }
}
