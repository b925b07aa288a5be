package io.hikeshi.sensor.netconsole.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramTest {
    @Test
    void readsTheReleaseBeforeAnExtendedHeader() {
        var line = only("6.4.0-rc1+,6,444,501151268,-;netconsole: network logging started\n");

        assertThat(line.release()).isEqualTo("6.4.0-rc1+");
        assertThat(line.level()).isEqualTo(6);
        assertThat(line.facility()).isZero();
        assertThat(line.seq()).isEqualTo(444);
        assertThat(line.usec()).isEqualTo(501_151_268);
        assertThat(line.text()).isEqualTo("netconsole: network logging started");
        assertThat(line.cut()).isFalse();
    }

    @Test
    void readsDictionaryAndUserdataBehindTheText() {
        var line = only("12,607,22085407756,-;This is a message\n foo=bar\n cpu=42\n zone=eu-de/b=1\n");

        assertThat(line.dictionary()).isEqualTo(Map.of("foo", "bar", "cpu", "42", "zone", "eu-de/b=1"));
        assertThat(line.facility()).isEqualTo(1);
    }

    @Test
    void readsTheCallerAndFieldsItDoesNotKnow() {
        var line = only("6,444,1,+,new=field,caller=T2148;text; with, signs\n");

        assertThat(line.caller()).isEqualTo("T2148");
        assertThat(line.text()).isEqualTo("text; with, signs");
    }

    @Test
    void undoesEscapesOfTextAndDictionary() {
        var line = only("6,1,1,-;caf\\xc3\\xa9 \\x5c \\x1b[31m one\\x0atwo\n K=\\x41\n");

        assertThat(line.text()).isEqualTo("café \\ \u001b[31m one\ntwo");
        assertThat(line.dictionary()).isEqualTo(Map.of("K", "A"));
    }

    @Test
    void keepsABackslashThatBeginsNoEscape() {
        assertThat(only("6,1,1,-;a\\xg0 \\x4\n").text()).isEqualTo("a\\xg0 \\x4");
    }

    @Test
    void marksAnExtendedRecordWithoutItsLastLineFeedAsCut() {
        assertThat(only("6,1,1,-;half a li").cut()).isTrue();
    }

    @Test
    void readsTimeAndCallerOfTheBasicFormat() {
        var line = only("[ 8374.456345][  T123] CPU: 1 PID: 139616 Comm: insmod\n");

        assertThat(line.usec()).isEqualTo(8_374_456_345L);
        assertThat(line.caller()).isEqualTo("T123");
        assertThat(line.text()).isEqualTo("CPU: 1 PID: 139616 Comm: insmod");
        assertThat(line.priority()).isEqualTo(-1);
    }

    @Test
    void readsBasicLinesWithoutTime() {
        assertThat(only("Kernel panic - not syncing: x\n").text()).isEqualTo("Kernel panic - not syncing: x");
        assertThat(only("[    C1] <IRQ>\n").caller()).isEqualTo("C1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[] x",
                "[ ] x",
                "[.123456] x",
                "[ 1.12345] x",
                "[ 1.1234567] x",
                "[1 2.123456] x",
                "[1234567890123.123456] x",
                "[T] x",
                "[T1 ] x",
                "[X1] x",
                "[    1.123456",
                "x [    1.123456] y"
            })
    void takesAMalformedPrefixForText(String datagram) {
        var line = only(datagram + '\n');

        assertThat(line.text()).isEqualTo(datagram);
        assertThat(line.usec()).isNegative();
        assertThat(line.caller()).isEmpty();
    }

    @Test
    void keepsTheIndentationOfATrace() {
        assertThat(only("[    2.461461]  <TASK>\n").text()).isEqualTo(" <TASK>");
    }

    @Test
    void keepsARecordOfSeveralLinesTogether() {
        var line = only("[    2.458663] multi line one\n[    2.458663] two\n[    2.458663] three\n");

        assertThat(line.text()).isEqualTo("multi line one\ntwo\nthree");
    }

    @Test
    void separatesRecordsThatShareADatagram() {
        var lines = parse("[    2.458663] one\n[    2.458700] two\n").lines();

        assertThat(lines).extracting(Line::text).containsExactly("one", "two");
    }

    @Test
    void marksABasicLineWithoutLineFeedAsCut() {
        assertThat(only("[    2.458663] " + "x".repeat(980)).cut()).isTrue();
    }

    @Test
    void replacesBytesThatAreNoUtf8() {
        var datagram = Datagram.parse(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 4);

        assertThat(datagram.lines()).extracting(Line::text).containsExactly("a\ufffdb");
    }

    @Test
    void readsNoMoreThanTheLongestDatagram() {
        byte[] bytes = "x".repeat(60_000).getBytes(ISO_8859_1);

        var lines = Datagram.parse(bytes, bytes.length).lines();

        assertThat(lines).extracting(line -> line.text().length()).containsExactly(Datagram.LONGEST);
    }

    @Test
    void findsNoLineInAnEmptyDatagram() {
        assertThat(parse("").lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6,1;text\n",
                "6,1,2,x;text\n",
                "6,99999999999999999999,2,-;text\n",
                "6,-1,2,-;text\n",
                "66666,1,2,-;text\n",
                ",6,1,2,-;text\n",
                "evil release,6,1,2,-;text\n",
                "6,1,2,-,ncfrag=9/5;text\n",
                "6,1,2,-,ncfrag=1;text\n",
                "6,1,2,-,caller=12345678901234567890;text\n",
                ";;;;;;;;\n"
            })
    void takesAMalformedHeaderForText(String datagram) {
        var line = only(datagram);

        assertThat(line.format()).isEqualTo(Format.BASIC);
        assertThat(line.text()).isEqualTo(datagram.strip());
    }

    private static Line only(String datagram) {
        var lines = parse(datagram).lines();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static Datagram parse(String datagram) {
        byte[] bytes = datagram.getBytes(UTF_8);
        return Datagram.parse(bytes, bytes.length);
    }
}
