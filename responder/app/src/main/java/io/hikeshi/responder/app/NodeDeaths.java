package io.hikeshi.responder.app;

import io.hikeshi.sensor.event.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last deaths of one node, oldest first. Tells which of them an event belongs to, in whatever order events arrive and
 * however often: the boot that died decides where the event names it; else the panic itself; a dump belongs to the newest
 * death that the boot which read it can have come after.
 */
record NodeDeaths(List<NodeDeath> all) {
    static final NodeDeaths NONE = new NodeDeaths(List.of());

    private static final int MOST = 8;

    NodeDeaths {
        all = List.copyOf(all);
    }

    /**
     * @param deaths those known now
     * @param death the one that the event belongs to
     * @param previous the one before it; null if none is remembered
     */
    record Found(
            NodeDeaths deaths, NodeDeath death, @Nullable NodeDeath previous) {
        Incident incident() {
            return new Incident(death.incident(), previous == null ? null : previous.incident(), death.bootId());
        }
    }

    /** @param node of all these deaths, with its cluster: what an incident's id begins with */
    Found with(DeathSign sign, String node) {
        var deaths = new ArrayList<>(all);
        int known = indexOf(sign);
        if (known < 0) {
            deaths.add(NodeDeath.of(sign, EventId.hash(node, idOf(sign)).substring(0, Incident.ID_LENGTH)));
            if (deaths.size() > MOST) deaths.remove(0);
            known = deaths.size() - 1;
        } else {
            deaths.set(known, deaths.get(known).with(sign));
        }
        return new Found(new NodeDeaths(deaths), deaths.get(known), known == 0 ? null : deaths.get(known - 1));
    }

    /** The boot gives an incident the same id even when all that was remembered is gone. */
    private static String idOf(DeathSign sign) {
        return sign.bootId() == null ? sign.mark() : "boot " + sign.bootId();
    }

    private int indexOf(DeathSign sign) {
        int index = newest(death -> death.holds(sign));
        if (index < 0) index = newest(death -> death.isOfBoot(sign));
        if (index < 0)
            index = newest(death -> death.hasPanic(sign) && (sign.bootId() == null || death.bootId() == null));
        if (index >= 0) return index;
        if (sign.bootId() != null) return newest(death -> death.mayBeOfBoot(sign));
        return newest(sign.panic() == null ? death -> death.mayHaveLeft(sign) : death -> death.mayBeOfPanic(sign));
    }

    private int newest(Predicate<NodeDeath> wanted) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (wanted.test(all.get(i))) return i;
        }
        return -1;
    }
}
