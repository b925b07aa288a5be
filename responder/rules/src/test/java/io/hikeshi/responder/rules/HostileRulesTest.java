package io.hikeshi.responder.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file holds: rules, or a clear reason why not. */
class HostileRulesTest {
    private static final byte[] WHOLE = """
            # what the web team wants
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: web-crashed
                on: [process.crashed, process.killed]
                when: >-
                  event.signal == "SIGSEGV"
                  && "app" in pod.labels && pod.labels["app"] == 'wéb'
                realert: 2h
                then:
                  - action: annotate-pod
                  - action: page-oncall
                    with: { receiver: web, severity: &s warning, summary: "{node}: {event.title} {{}}" }
              - name: oom
                on: [ "process.oomkilled" ]
                then: [ { action: page-oncall, with: { severity: *s } } ]
            """.getBytes(StandardCharsets.UTF_8);

    @Test
    void readsTheWholeFile() {
        assertThat(read(WHOLE)).isEmpty();
    }

    @Test
    void survivesAFileCutAtEveryByte() {
        for (int length = 0; length < WHOLE.length; length++) {
            assertReasons(Arrays.copyOf(WHOLE, length));
        }
    }

    @Test
    void survivesFiveThousandMutations() {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            assertReasons(mutate(WHOLE, random));
        }
    }

    @Test
    void refusesAliasesThatMultiply() {
        // Given
        var bomb = new StringBuilder("a: &a [x]\n");
        for (char c = 'b'; c < 'p'; c++) {
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ",").repeat(9))
                    .append("x]\n");
        }

        // When
        var problems = read(bomb.toString().getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(problems)
                .hasValueSatisfying(all -> assertThat(all.get(0).what()).contains("aliases"));
    }

    @Test
    void refusesDeepNesting() {
        var problems = read(("rules: " + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8));

        assertThat(problems)
                .hasValueSatisfying(all -> assertThat(all.get(0).what()).contains("Nesting Depth"));
    }

    @Test
    void reportsAtMostAHundredProblems() {
        var problems = read("x: 1\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));

        assertThat(problems).hasValueSatisfying(all -> assertThat(all).hasSize(100));
    }

    private static void assertReasons(byte[] bytes) {
        read(bytes)
                .ifPresent(problems -> assertThat(problems)
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.toString())
                                .matches("rules\\.yaml(:\\d+:\\d+)?: [^\\p{Cntrl}]+; [^\\p{Cntrl}]+")
                                .hasSizeLessThan(900)));
    }

    /** Empty if the rules can be used. */
    private static Optional<List<Problem>> read(byte[] bytes) {
        try {
            Rules.parse("rules.yaml", RuleFiles.decode(bytes));
            return Optional.empty();
        } catch (BrokenRules e) {
            return Optional.of(e.problems());
        } catch (CharacterCodingException e) {
            return Optional.of(List.of(new Problem("rules.yaml", 0, 0, "not UTF-8", "save it as UTF-8")));
        }
    }

    private static byte[] mutate(byte[] whole, Random random) {
        var mutant = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutant.length);
            mutant = switch (random.nextInt(4)) {
                case 0 -> replaced(mutant, at, 1, (byte) random.nextInt(128));
                case 1 -> replaced(mutant, at, 0, (byte) "{}[]:,&*!|>'\"%@`#-?\n\t \\".charAt(random.nextInt(23)));
                case 2 -> replaced(mutant, at, Math.min(random.nextInt(20), mutant.length - at));
                default -> replaced(mutant, at, 0, Arrays.copyOfRange(mutant, at, Math.min(mutant.length, at + 30)));
            };
        }
        return mutant;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte... by) {
        var replaced = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, replaced, 0, at);
        System.arraycopy(by, 0, replaced, at, by.length);
        System.arraycopy(bytes, at + length, replaced, at + by.length, bytes.length - at - length);
        return replaced;
    }
}
