package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events and rule files to judge. */
final class Samples {
    static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private Samples() {}

    static Facts crash() {
        return crash("event-1", AT);
    }

    static Facts crash(String id, Instant at) {
        return Facts.of(Kind.PROCESS_CRASHED, id, at, crashData(), "5b1f");
    }

    static Map<String, Object> crashData() {
        var data = new HashMap<String, Object>();
        data.put("title", "web died of SIGSEGV in level3 (SEGV_MAPERR)");
        data.put("cluster", "default");
        data.put("node", "n1.example.com");
        data.put("signal", "SIGSEGV");
        data.put("signalNumber", 11);
        data.put("exitCode", 139);
        data.put("coreDumped", false);
        data.put("process", Map.of("pid", 4242, "comm", "web", "arguments", List.of("web", "--port")));
        data.put("stack", List.of(Map.of("offset", "0x1139", "function", "level3")));
        data.put("pod", Map.of("uid", "u-1", "namespace", "shop", "name", "web-1", "labels", Map.of("app", "web")));
        return data;
    }

    /** A file of one rule, whose lines from {@code on} on are given. */
    static String file(String... lines) {
        return "apiVersion: hikeshi.io/v1\nkind: Rules\nrules:\n  - name: web-crashed\n    "
                + String.join("\n    ", lines) + "\n";
    }

    /** A file of one rule on crashes with this condition; its first character is at 6:11. */
    static String when(String condition) {
        return file("on: [process.crashed]", "when: " + condition, "then: [{action: annotate-pod}]");
    }

    /** A file of one rule on crashes that pages with this summary. */
    static String summary(String quoted) {
        return file(
                "on: [process.crashed]", "then:", "  - action: page-oncall", "    with: { summary: " + quoted + " }");
    }

    static Rule rule(String yaml) {
        try {
            return Rules.parse("rules.yaml", yaml).all().get(0);
        } catch (BrokenRules e) {
            throw new AssertionError(e);
        }
    }
}
