package io.hikeshi.sensor.netconsole.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    private final Fragments fragments = new Fragments();

    @Test
    void joinsTheFragmentsOfARecord() {
        var lines = add("6,416,17,-,ncfrag=0/31;the first chunk,", "6,416,17,-,ncfrag=16/31; the 2nd chunk.");

        assertThat(lines).extracting(Line::text).containsExactly("the first chunk, the 2nd chunk.");
        assertThat(fragments.isEmpty()).isTrue();
    }

    @Test
    void joinsFragmentsInAnyOrderAndOnlyOnce() {
        var lines = add("6,1,1,-,ncfrag=3/7;def\n", "6,1,1,-,ncfrag=3/7;def\n", "6,1,1,-,ncfrag=0/7;abc");

        assertThat(lines).extracting(Line::text).containsExactly("abcdef");
        assertThat(lines).extracting(Line::cut).containsExactly(false);
    }

    @Test
    void undoesAnEscapeThatAFragmentCutInTwo() {
        var lines = add("6,1,1,-,ncfrag=0/7;a\\x", "6,1,1,-,ncfrag=3/7;41b\n");

        assertThat(lines).extracting(Line::text).containsExactly("aAb");
    }

    @Test
    void readsADictionaryThatAFragmentCutInTwo() {
        var lines = add("6,1,1,-,ncfrag=0/12;text\n KE", "6,1,1,-,ncfrag=8/12;Y=V\n");

        assertThat(lines).extracting(Line::dictionary).containsExactly(Map.of("KEY", "V"));
    }

    @Test
    void givesOutWhatArrivedOfARecordThatStaysIncomplete() {
        // Given
        add("6,1,1,-,ncfrag=0/9;abc", "6,2,1,-,ncfrag=3/9;def");

        // When
        var lines = fragments.flush();

        // Then
        assertThat(lines).extracting(Line::text).containsExactly("abc", "…def");
        assertThat(lines).extracting(Line::cut).containsOnly(true);
    }

    @Test
    void givesOutTheOldestRecordWhenTooManyAreOpen() {
        var lines = add(
                "6,1,1,-,ncfrag=0/9;a",
                "6,2,1,-,ncfrag=0/9;b",
                "6,3,1,-,ncfrag=0/9;c",
                "6,4,1,-,ncfrag=0/9;d",
                "6,5,1,-,ncfrag=0/9;e");

        assertThat(lines).extracting(Line::text).containsExactly("a");
    }

    @Test
    void holdsNoMemoryForARecordThatClaimsToBeHuge() {
        var lines = add("6,1,1,-,ncfrag=0/900000;abc");

        assertThat(lines).extracting(Line::text).containsExactly("abc");
        assertThat(fragments.weight()).isZero();
    }

    @Test
    void doesNotLetAForgedFragmentSpoilARecord() {
        var lines = add("6,1,1,-,ncfrag=0/7;abc", "6,1,99,-,ncfrag=3/7;EVI", "6,1,1,-,ncfrag=3/7;def\n");

        assertThat(lines).extracting(Line::text).containsExactly("…EVI", "abcdef");
    }

    private List<Line> add(String... datagrams) {
        var lines = new ArrayList<Line>();
        for (String text : datagrams) {
            byte[] bytes = text.getBytes(UTF_8);
            Datagram.parse(bytes, bytes.length).fragment().ifPresent(fragment -> lines.addAll(fragments.add(fragment)));
        }
        return lines;
    }
}
