package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Reads, patches and reports a node that there is not, on an API server that is only this answer. */
public final class PatchRehearsal {
    /** With every kind of field that a kubelet fills in, for each has classes of its own. */
    private static final String NODE = """
            {"kind": "Node", "apiVersion": "v1",
             "metadata": {"name": "rehearsal", "uid": "u", "resourceVersion": "1", "creationTimestamp": "2026-01-01T00:00:00Z",
              "labels": {"kubernetes.io/os": "linux"}, "annotations": {"hikeshi.io/incident": "i"},
              "managedFields": [{"manager": "kubelet", "operation": "Update", "apiVersion": "v1",
               "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {}}}]},
             "spec": {"podCIDR": "10.0.0.0/24", "taints": [{"key": "k", "effect": "NoSchedule"}]},
             "status": {"capacity": {"cpu": "4"}, "allocatable": {"memory": "1Gi"},
              "conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:00Z"}],
              "addresses": [{"type": "InternalIP", "address": "192.0.2.1"}],
              "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
              "nodeInfo": {"bootID": "b", "machineID": "m", "kernelVersion": "6.1.0"},
              "images": [{"names": ["an-image"], "sizeBytes": 1}]}}
            """;

    private final Cluster cluster;

    public PatchRehearsal(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @return empty without a cluster: then nobody's objects will be read */
    public Optional<Result> play(Attempt attempt) {
        var events = new EffectEvents(Clock.systemUTC(), "rehearsal", new SimpleMeterRegistry().counter("rehearsal"));
        var stub = new NodeBuilder().build();
        return cluster.answeredBy((verb, path, query, type, body) -> NODE)
                .map(api -> new ObjectPatch(cluster, events)
                        .apply(
                                api,
                                attempt,
                                stub,
                                node -> new Plan.Change(Map.of("unschedulable", true), Marks.of(node, attempt))));
    }
}
