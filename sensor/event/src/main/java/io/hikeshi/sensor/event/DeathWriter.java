package io.hikeshi.sensor.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A death as the JSON of its schema: fields in the schema's order, nothing null. */
final class DeathWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DeathWriter() {}

    /** Adds to what every event begins with. */
    static void write(ProcessDeath death, ObjectNode data) {
        data.put("backend", death.backend()).put("exitCode", death.exitCode());
        if (death instanceof ProcessKilled killed) signal(data, killed.signal());
        if (death instanceof ProcessCrashed crashed) {
            signal(data, crashed.signal());
            data.put("coreDumped", crashed.coreDumped());
        }
        data.set("process", process(death.process()));
        if (death instanceof ProcessCrashed crashed) data.set("stack", stack(crashed.stack()));
        var container = death.container();
        if (container != null) data.set("container", container(container));
        var pod = death.pod();
        if (pod != null) data.set("pod", pod(pod));
        data.set("absent", texts(death.absent()));
    }

    private static void signal(ObjectNode data, Signal signal) {
        data.put("signal", signal.name()).put("signalNumber", signal.number());
        putIfKnown(data, "signalCode", signal.code());
        var address = signal.faultAddress();
        if (address != null) data.put("faultAddress", hex(address));
    }

    private static ObjectNode process(Process process) {
        var json = JSON.objectNode()
                .put("pid", process.pid())
                .put("tid", process.tid())
                .put("comm", process.comm())
                .put("threadComm", process.threadComm())
                .put("uid", Integer.toUnsignedLong(process.uid()))
                .put("parentPid", process.parentPid())
                .put("startTicks", process.startTicks())
                .put("startedAt", process.startedAt().toString())
                .put("cgroup", process.cgroup());
        var namespacePid = process.namespacePid();
        if (namespacePid != null) json.put("namespacePid", namespacePid);
        putIfKnown(json, "executable", process.executable());
        json.set("arguments", texts(process.arguments()));
        return json;
    }

    private static ArrayNode stack(List<Frame> stack) {
        var json = JSON.arrayNode();
        for (Frame frame : stack) {
            var line = json.addObject();
            putIfKnown(line, "buildId", frame.buildId());
            line.put("offset", hex(frame.offset()));
            putIfKnown(line, "module", frame.module());
            putIfKnown(line, "function", frame.function());
        }
        return json;
    }

    private static ObjectNode container(Container container) {
        var json = JSON.objectNode().put("id", container.id());
        putIfKnown(json, "name", container.name());
        putIfKnown(json, "image", container.image());
        return json;
    }

    private static ObjectNode pod(Pod pod) {
        var json = JSON.objectNode().put("uid", pod.uid());
        putIfKnown(json, "namespace", pod.namespace());
        putIfKnown(json, "name", pod.name());
        var labels = json.putObject("labels");
        pod.labels().forEach(labels::put);
        var workload = pod.workload();
        if (workload != null) {
            json.putObject("workload").put("kind", workload.kind()).put("name", workload.name());
        }
        return json;
    }

    private static ArrayNode texts(List<String> texts) {
        var json = JSON.arrayNode();
        texts.forEach(json::add);
        return json;
    }

    private static void putIfKnown(ObjectNode json, String name, @Nullable String value) {
        if (value != null) json.put(name, value);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
