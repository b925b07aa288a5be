package io.hikeshi.sensor.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event as the JSON of its schema: fields in the schema's order, nothing null. */
final class EventWriter {
    private EventWriter() {}

    static ObjectNode write(NodeEvent event) {
        var origin = event.origin();
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("title", event.title())
                .put("fingerprint", event.fingerprint())
                .put("cluster", origin.cluster())
                .put("node", origin.node())
                .put("bootId", origin.bootId());
        if (event instanceof ProcessDeath death) DeathWriter.write(death, data);
        else if (event instanceof KernelEvent kernel) KernelWriter.write(kernel, data);
        else if (event instanceof NodeLost lost) write(lost, data);
        else if (event instanceof NodeRebooted rebooted) data.put("previousBootId", rebooted.previousBootId());
        return data;
    }

    private static void write(NodeLost lost, ObjectNode data) {
        data.put("ready", lost.ready());
        var renewedAt = lost.renewedAt();
        if (renewedAt != null) data.put("renewedAt", renewedAt.toString());
        data.put("leaseSeconds", lost.leaseSeconds()).put("message", lost.message());
    }
}
