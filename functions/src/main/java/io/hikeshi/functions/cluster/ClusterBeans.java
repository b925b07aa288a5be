package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The plain objects of this package as beans. */
final class ClusterBeans {
    /** The client, which looks for a kubeconfig, is made only where there is a cluster. */
    @Produces
    @Singleton
    static Cluster cluster(
            Instance<KubernetesClient> client,
            @ConfigProperty(name = "hikeshi.kubernetes", defaultValue = "true") boolean isThere) {
        return new Cluster(isThere ? client.get() : null);
    }

    @Produces
    @Singleton
    static EffectEvents events(
            MeterRegistry metrics, @ConfigProperty(name = "hostname", defaultValue = "hikeshi") String instance) {
        return new EffectEvents(Clock.systemUTC(), instance, metrics.counter("hikeshi.function.event.failures"));
    }

    @Produces
    @Singleton
    static ObjectPatch objectPatch(Cluster cluster, EffectEvents events) {
        return new ObjectPatch(cluster, events);
    }

    @Produces
    @Singleton
    static PatchRehearsal patchRehearsal(Cluster cluster) {
        return new PatchRehearsal(cluster);
    }
}
