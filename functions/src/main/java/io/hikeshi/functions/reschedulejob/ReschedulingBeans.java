package io.hikeshi.functions.reschedulejob;

import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.functions.deadnode.DeadNodes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The function as a bean. */
final class ReschedulingBeans {
    @Produces
    @Singleton
    static RescheduleJob rescheduleJob(DeadNodes nodes, EffectEvents events) {
        return new RescheduleJob(nodes, events, Clock.systemUTC());
    }
}
