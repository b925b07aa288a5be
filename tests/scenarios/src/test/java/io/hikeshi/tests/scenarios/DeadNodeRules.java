package io.hikeshi.tests.scenarios;

import java.util.List;

/** What a cluster would want to happen when a node's kernel panics. */
final class DeadNodeRules {
    /** All that the rules ask for. */
    static final List<String> ACTIONS = List.of(
            "annotate-node",
            "cordon-node",
            "page-oncall",
            "fail-pods",
            "reschedule-job",
            "taint-node",
            "delete-pods",
            "uncordon-node");

    static final String YAML = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: kernel-panicked
                on: [kernel.panicked]
                then:
                  - action: annotate-node
                  - action: cordon-node
                  - action: page-oncall
                    with: { severity: critical, summary: "{node}: {event.title}" }
                  - { action: fail-pods, confirm: node-dead }
                  - { action: reschedule-job, confirm: node-dead }
                  - { action: taint-node, confirm: fenced }
                  - { action: delete-pods, confirm: fenced }
              - name: panic-told
                on: [kernel.panic.reported, kernel.panic.recovered]
                then:
                  - action: page-oncall
                    with: { severity: critical, summary: "{node}: {event.title}" }
              - name: panic-disproved
                on: [kernel.panic.disproved]
                then:
                  - action: uncordon-node
                  - action: page-oncall
                    with: { severity: warning, summary: "{node}: {event.reason}" }
              - name: node-lost
                on: [node.lost]
                then:
                  - action: annotate-node
                  - action: page-oncall
                    with: { severity: warning, summary: "{node} is silent" }
                  - { action: taint-node, confirm: fenced }
                  - { action: delete-pods, confirm: fenced }
              - name: node-rebooted
                on: [node.rebooted]
                then:
                  - action: uncordon-node
            """;

    private DeadNodeRules() {}

    /** The same, with at most so many nodes touched in an hour. */
    static String withBudget(int nodes) {
        return YAML + """
                budgets:
                  - name: nodes-out
                    actions: [cordon-node, taint-node, fail-pods, delete-pods]
                    max: %d
                    window: 1h
                """.formatted(nodes);
    }
}
