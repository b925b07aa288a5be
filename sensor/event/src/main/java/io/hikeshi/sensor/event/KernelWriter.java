package io.hikeshi.sensor.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a kernel said, as the JSON of its schema. */
final class KernelWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private KernelWriter() {}

    /** Adds to what every event begins with. */
    static void write(KernelEvent event, ObjectNode data) {
        if (event instanceof KernelPanicked panicked) panicked(panicked, data);
        else if (event instanceof KernelPanicReported reported) reported(reported, data);
        else if (event instanceof KernelPanicRecovered recovered) recovered(recovered, data);
        else if (event instanceof KernelPanicDisproved disproved) disproved(disproved, data);
        else if (event instanceof KernelOopsed oopsed) oopsed(oopsed, data);
    }

    private static void panicked(KernelPanicked panicked, ObjectNode data) {
        data.put("reason", panicked.reason());
        usec(panicked.usec(), data);
        data.put("release", panicked.release());
        data.set("sender", sender(panicked.sender()));
    }

    private static void reported(KernelPanicReported reported, ObjectNode data) {
        data.put("reason", reported.reason());
        usec(reported.usec(), data);
        data.set("sender", sender(reported.sender()));
        data.set("diagnosis", diagnosis(reported.diagnosis()));
        data.set("transcript", transcript(reported.transcript()));
    }

    private static void recovered(KernelPanicRecovered recovered, ObjectNode data) {
        data.put("backend", recovered.backend()).put("dump", recovered.dump()).put("reason", recovered.reason());
        data.set("diagnosis", diagnosis(recovered.diagnosis()));
        data.set("transcript", transcript(recovered.transcript()));
    }

    private static void disproved(KernelPanicDisproved disproved, ObjectNode data) {
        data.put("panicId", disproved.panicId())
                .put("reason", disproved.reason())
                .put("evidence", disproved.evidence());
    }

    private static void oopsed(KernelOopsed oopsed, ObjectNode data) {
        data.put("via", oopsed.via());
        usec(oopsed.usec(), data);
        data.set("diagnosis", diagnosis(oopsed.diagnosis()));
        data.put("text", oopsed.text());
    }

    private static void usec(@Nullable Long usec, ObjectNode data) {
        if (usec != null) data.put("usec", usec);
    }

    private static ObjectNode sender(Sender sender) {
        return JSON.objectNode()
                .put("address", sender.address())
                .put("port", sender.port())
                .put("format", sender.format())
                .put("nonce", sender.nonce().word())
                .put("known", sender.known());
    }

    private static ObjectNode diagnosis(Diagnosis diagnosis) {
        var json = JSON.objectNode().put("title", diagnosis.title());
        json.set("alternatives", texts(diagnosis.alternatives()));
        json.put("type", diagnosis.type())
                .put("fingerprint", diagnosis.fingerprint())
                .put("traceFingerprint", diagnosis.traceFingerprint())
                .put("corrupted", diagnosis.corrupted());
        json.set("frames", texts(diagnosis.frames()));
        json.put("release", diagnosis.release())
                .put("hardware", diagnosis.hardware())
                .put("taint", diagnosis.taint())
                .put("cpu", diagnosis.cpu())
                .put("pid", diagnosis.pid())
                .put("comm", diagnosis.comm());
        json.set("modules", texts(diagnosis.modules()));
        var registers = json.putObject("registers");
        new TreeMap<>(diagnosis.registers()).forEach(registers::put);
        json.set("trace", texts(diagnosis.trace()));
        return json;
    }

    private static ObjectNode transcript(Transcript transcript) {
        return JSON.objectNode()
                .put("before", transcript.before())
                .put("text", transcript.text())
                .put("missing", transcript.missing())
                .put("missingBefore", transcript.missingBefore())
                .put("kernelDrops", transcript.kernelDrops())
                .put("incomplete", transcript.incomplete())
                .put("end", transcript.end());
    }

    private static ArrayNode texts(List<String> texts) {
        var json = JSON.arrayNode();
        texts.forEach(json::add);
        return json;
    }
}
