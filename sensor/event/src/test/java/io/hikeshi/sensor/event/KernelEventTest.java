package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelEventTest {
    @Test
    void givesTwoWitnessesOfOnePanicTheSameId() {
        // Given
        var other = new Sender("192.0.2.7", 6666, "basic", Nonce.MISSING, true);

        // When
        var again = new KernelPanicked(
                Events.ORIGIN, Events.AT.plusMillis(9), "Fatal exception", 8_374_456_345L, "", other);

        // Then
        assertThat(again.id()).isEqualTo(Events.panicked().id());
    }

    @Test
    void tellsPanicsOfTwoBootsApart() {
        // When
        var later = new KernelPanicked(Events.ORIGIN, Events.AT, "Fatal exception", 17L, "", Events.SENDER);

        // Then
        assertThat(later.id()).isNotEqualTo(Events.panicked().id());
    }

    @Test
    void tellsTheReportFromTheEarlyEvent() {
        assertThat(Events.reported().id()).isNotEqualTo(Events.panicked().id());
    }

    @Test
    void groupsPanicsOfOneCauseWhateverTheirNumbers() {
        // When
        var one = panicked("Attempted to kill init! exitcode=0x00000100");
        var two = panicked("Attempted to kill init! exitcode=0x00000009");

        // Then
        assertThat(one.fingerprint()).isEqualTo(two.fingerprint());
        assertThat(one.fingerprint()).isNotEqualTo(panicked("Out of memory").fingerprint());
    }

    @Test
    void neverGroupsWhatIsCorrupted() {
        // Given
        var corrupted = diagnosis("BUG in foo", true);

        // When
        var one = new KernelOopsed(Events.ORIGIN, Events.AT, "kmsg", 1L, corrupted, "");
        var two = new KernelOopsed(Events.ORIGIN, Events.AT, "kmsg", 2L, corrupted, "");

        // Then
        assertThat(one.fingerprint()).isNotEqualTo(two.fingerprint());
    }

    @Test
    void titlesAReportByWhatWentWrongFirst() {
        // When
        var unnamed = new KernelPanicReported(
                Events.ORIGIN, Events.AT, "a\u001b[2Jb", null, Events.SENDER, diagnosis("", true), Events.TRANSCRIPT);

        // Then
        assertThat(Events.reported().title()).isEqualTo(Events.DIAGNOSIS.title());
        assertThat(unnamed.title()).isEqualTo("kernel panic: a\\u001b[2Jb");
    }

    @Test
    void keepsLineFeedsOfATranscriptAndNoOtherControl() {
        // When
        var transcript = new Transcript("a\n\tb\u001b[2J\r\ud800\u202e", "", 0, 0, 0, false, "");

        // Then
        assertThat(transcript.before()).isEqualTo("a\n\tb\ufffd[2J\ufffd\ufffd\ufffd");
    }

    @Test
    void keepsTheNewestLinesBeforeAPanicAndTheFirstAfterIt() {
        // Given
        var long1 = "x".repeat(Transcript.LONGEST) + "newest";
        var long2 = "first" + "x".repeat(Transcript.LONGEST);

        // When
        var transcript = new Transcript(long1, long2, 0, 0, 0, true, "");

        // Then
        assertThat(transcript.before()).hasSize(Transcript.LONGEST).endsWith("newest");
        assertThat(transcript.text()).hasSize(Transcript.LONGEST).startsWith("first");
    }

    @Test
    void fitsIntoOneMessageHoweverItMustBeEscaped() {
        // Given: a sign of three bytes, which no escape makes longer
        var nasty = "\u20ac".repeat(100_000);
        var many = Collections.nCopies(500, nasty);
        Map<String, String> registers =
                IntStream.range(0, 500).boxed().collect(Collectors.toMap(i -> i + nasty, i -> nasty));
        var diagnosis =
                new Diagnosis(nasty, many, nasty, true, many, nasty, nasty, nasty, 1, 1, nasty, many, registers, many);
        var transcript = new Transcript(nasty, nasty, 1, 1, 1, true, nasty);

        // When
        var event = new KernelPanicReported(Events.ORIGIN, Events.AT, nasty, 1L, Events.SENDER, diagnosis, transcript);

        // Then
        assertThat(StructuredJson.write(EventCodec.encode(event)).length).isLessThan(BoundedJson.MOST_BYTES);
    }

    private static KernelPanicked panicked(String reason) {
        return new KernelPanicked(Events.ORIGIN, Events.AT, reason, 1L, "", Events.SENDER);
    }

    private static Diagnosis diagnosis(String title, boolean corrupted) {
        return new Diagnosis(
                title, List.of(), "bug", corrupted, List.of(), "", "", "", -1, -1, "", List.of(), Map.of(), List.of());
    }
}
