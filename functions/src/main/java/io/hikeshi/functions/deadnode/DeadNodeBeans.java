package io.hikeshi.functions.deadnode;

import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The plain objects of this package as beans. */
final class DeadNodeBeans {
    @Produces
    @Singleton
    static DeadNodes deadNodes(Cluster cluster, EffectEvents events) {
        return new DeadNodes(cluster, events, Clock.systemUTC());
    }
}
