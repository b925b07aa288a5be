package io.hikeshi.responder.rules;

import static io.hikeshi.responder.rules.Samples.file;
import static io.hikeshi.responder.rules.Samples.summary;
import static io.hikeshi.responder.rules.Samples.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    @Test
    void readsEveryKeyThatARuleMayHave() throws Exception {
        // Given
        var yaml = file(
                "on: [process.crashed, process.oomkilled]",
                "when: event.exitCode > 128 && pod.labels[\"app\"] == \"web\"",
                "realert: 10m",
                "then:",
                "  - action: annotate-pod",
                "  - action: page-oncall",
                "    with: { receiver: web, severity: critical, summary: \"{node}: {event.title}\" }");

        // When
        var rules = Rules.parse("rules.yaml", yaml);

        // Then
        assertThat(rules.all()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("web-crashed");
            assertThat(rule.actions()).containsExactly("annotate-pod", "page-oncall");
            assertThat(rule.realert()).hasMinutes(10);
        });
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void saysWhatIsWrongWhereAndWhatToDo(String yaml, String error) {
        assertThatThrownBy(() -> Rules.parse("rules.yaml", yaml))
                .isInstanceOf(BrokenRules.class)
                .hasMessage(error);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("", "rules.yaml:1:1: the file is empty; start it with apiVersion: hikeshi.io/v1"),
                broken(
                        "rules",
                        "rules.yaml:1:1: a rule file is a mapping of keys to values; its keys: apiVersion, kind, rules, budgets"),
                broken(
                        "apiVersion: hikeshi.io/v2\nkind: Rules\nrules: [{name: a, on: [process.exited], then: [{action: annotate-pod}]}]",
                        "rules.yaml:1:13: apiVersion is \"hikeshi.io/v2\"; this version reads apiVersion: hikeshi.io/v1"),
                broken(
                        "apiVersion: hikeshi.io/v1\nkind: Rules\n",
                        "rules.yaml:1:1: a rule file needs rules; write rules: [{name: ..., on: [...], then: [...]}]"),
                broken(
                        file("on: [process.crashed]", "then: [{action: annotate-pod}]", "group_by: [workload]"),
                        "rules.yaml:7:5: a rule has no key \"group_by\"; there are: name, on, when, realert, then"),
                broken(
                        file("on: [process.crashed]", "than: [{action: annotate-pod}]"),
                        "rules.yaml:6:5: a rule has no key \"than\"; did you mean \"then\"?\n"
                                + "rules.yaml:4:5: a rule needs then; write then: [{action: annotate-pod}]"),
                broken(
                        file("on: [process.crashed]", "on: [process.exited]", "then: [{action: annotate-pod}]"),
                        "rules.yaml:6:5: \"on\" is given twice; leave one"),
                broken(
                        file("on: [process.crushed]", "then: [{action: annotate-pod}]"),
                        "rules.yaml:5:10: no event kind is called \"process.crushed\"; did you mean \"process.crashed\"?"),
                broken(
                        file("on: process.crashed", "then: [{action: annotate-pod}]"),
                        "rules.yaml:5:9: on is not a list of at least one; write on: [process.crashed]"),
                broken(
                        file("on: [process.crashed]", "realert: soon", "then: [{action: annotate-pod}]"),
                        "rules.yaml:6:14: realert \"soon\" is not a time of 1s..30d; write 30s, 10m, 1h or 2d"),
                broken(
                        file("on: [process.crashed]", "realert: 0s", "then: [{action: annotate-pod}]"),
                        "rules.yaml:6:14: realert \"0s\" is not a time of 1s..30d; write 30s, 10m, 1h or 2d"),
                broken(
                        file("on: [process.crashed]", "then: [{action: anotate-pod}]"),
                        "rules.yaml:6:21: no action is called \"anotate-pod\"; did you mean \"annotate-pod\"?"),
                broken(
                        file("on: [process.crashed]", "then: [{action: reboot-universe}]"),
                        "rules.yaml:6:21: no action is called \"reboot-universe\"; "
                                + "there are: annotate-pod, annotate-node, cordon-node, uncordon-node, taint-node, fail-pods, "
                                + "reschedule-job, delete-pods, delete-node, page-oncall"),
                broken(
                        file("on: [process.crashed]", "then: [{action: cordon-node, with: {drain: yes}}]"),
                        "rules.yaml:6:41: with of cordon-node has no key \"drain\"; there are: control_plane"),
                broken(
                        file("on: [process.crashed]", "then: [{action: annotate-pod}, {action: annotate-pod}]"),
                        "rules.yaml:6:36: annotate-pod is twice in this rule; put one into a rule of its own"),
                broken(
                        when("event.signl == \"SIGSEGV\""),
                        "rules.yaml:6:11: event.signl: process.crashed has no field \"signl\"; did you mean \"signal\"?"),
                broken(
                        when("event.signal == \"SIGSEGV\" && event.process.pd == 1"),
                        "rules.yaml:6:40: event.process.pd: process.crashed event.process has no field \"pd\"; did you mean \"pid\"?"),
                broken(
                        when("event.stack.exists(f, f.modul == \"libc\")"),
                        "rules.yaml:6:33: f.modul: process.crashed has no field \"modul\"; did you mean \"module\"?"),
                broken(
                        when("evnt.signal == \"SIGSEGV\""),
                        "rules.yaml:6:11: there is no \"evnt\"; did you mean \"event\"?"),
                broken(
                        when("has(event.signalCode)"),
                        "rules.yaml:6:14: there is no has(); absent facts are empty: compare with \"\" or 0, or ask \"key\" in map"),
                broken(
                        when("event.signal == 11"),
                        "rules.yaml:6:24: == does not apply to (string, int); compare and combine values of one type"),
                broken(when("event.signal"), "rules.yaml:6:11: event.signal is a string; it must be a bool"),
                broken(
                        when("'event.signal == \"it''s\" && evnt.x'"),
                        "rules.yaml:6:39: there is no \"evnt\"; did you mean \"event\"?"),
                broken(
                        file(
                                "on: [process.crashed]",
                                "when: |",
                                "  event.signal == \"SIGSEGV\"",
                                "    && event.signl == \"x\"",
                                "then: [{action: annotate-pod}]"),
                        "rules.yaml:8:12: event.signl: process.crashed has no field \"signl\"; did you mean \"signal\"?"),
                broken(
                        file(
                                "on: [process.crashed]",
                                "when: >-",
                                "  event.signal == \"SIGSEGV\"",
                                "  && event.signl == \"x\"",
                                "then: [{action: annotate-pod}]"),
                        "rules.yaml:8:10: event.signl: process.crashed has no field \"signl\"; did you mean \"signal\"?"),
                broken(
                        file(
                                "on: [process.crashed, process.exited]",
                                "when: event.signal == \"SIGSEGV\"",
                                "then: [{action: annotate-pod}]"),
                        "rules.yaml:6:11: event.signal: process.exited has no field \"signal\"; "
                                + "there are: absent, backend, bootId, cluster, container, exitCode, fingerprint, node, pod, process, title"),
                broken(
                        summary("\"{node}: {event.titel}\""),
                        "rules.yaml:8:36: event.titel: process.crashed has no field \"titel\"; did you mean \"title\"?"),
                broken(
                        summary("\"{node\""),
                        "rules.yaml:8:27: { is never closed; close it with }, or write {{ for a brace"),
                broken(
                        summary("\"{event.stack}\""),
                        "rules.yaml:8:28: event.stack is a list; it must be a string, a number or a bool"),
                broken(summary("[a]"), "rules.yaml:8:26: summary is not a text; write one: summary: ..."));
    }

    private static Arguments broken(String yaml, String error) {
        return arguments(yaml, error);
    }

    @Test
    void collectsAllProblemsOfAFile() {
        // Given
        var yaml = file("on: [process.crushed]", "realert: soon", "than: 1");

        // When
        var problems = problemsOf(yaml);

        // Then
        assertThat(problems).extracting(Problem::line).containsExactly(7, 5, 6, 4);
    }

    private static List<Problem> problemsOf(String yaml) {
        try {
            Rules.parse("rules.yaml", yaml);
            return List.of();
        } catch (BrokenRules e) {
            return e.problems();
        }
    }
}
