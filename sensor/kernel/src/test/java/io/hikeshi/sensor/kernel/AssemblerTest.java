package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Register.FP;
import static io.hikeshi.sensor.kernel.Register.R0;
import static io.hikeshi.sensor.kernel.Register.R1;
import static io.hikeshi.sensor.kernel.Register.R2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Expected bytes are those of {@code struct bpf_insn}: opcode, registers (source high), offset, immediate. */
class AssemblerTest {
    @Test
    void writesInstructionsAsTheKernelReadsThem() {
        // When
        var code = new Assembler()
                .move(R1, R2)
                .move(R0, 7)
                .load(Width.WORD, R1, R2, 16)
                .store(Width.DOUBLE, FP, -8, R1)
                .store(Width.WORD, FP, -4, -1)
                .call(Helper.KTIME_GET_NS)
                .exit();

        // Then
        assertThat(hex(code))
                .isEqualTo("bf21000000000000 b700000007000000 6121100000000000 7b1af8ff00000000 620afcffffffffff"
                        + " 8500000005000000 9500000000000000");
    }

    @Test
    void splitsA64BitNumberOverTwoInstructions() {
        // When
        var code = new Assembler().move64(R2, 0x1122334455667788L);

        // Then
        assertThat(hex(code)).isEqualTo("1802000088776655 0000000044332211");
    }

    @Test
    void marksAMapByItsDescriptor() {
        // When
        var code = new Assembler().moveMap(R1, 9);

        // Then
        assertThat(hex(code)).isEqualTo("1811000009000000 0000000000000000");
    }

    @Test
    void jumpsOverWhatStandsBetween() {
        // When
        var code = new Assembler()
                .jumpIfEqual(R1, 5, "end")
                .move(R0, 1)
                .label("end")
                .exit();

        // Then
        assertThat(hex(code)).startsWith("1501010005000000");
    }

    @Test
    void jumpsBack() {
        // When
        var code = new Assembler().label("start").move(R0, 1).jump("start");

        // Then
        assertThat(hex(code)).endsWith("0500feff00000000");
    }

    @Test
    void refusesAJumpToNowhere() {
        assertThatThrownBy(() -> new Assembler().jump("nowhere").assemble()).hasMessageContaining("nowhere");
    }

    @Test
    void refusesALabelGivenTwice() {
        assertThatThrownBy(() -> new Assembler().label("here").label("here")).hasMessageContaining("here");
    }

    private static String hex(Assembler code) {
        return HexFormat.of().formatHex(code.assemble()).replaceAll("(.{16})(?!$)", "$1 ");
    }
}
