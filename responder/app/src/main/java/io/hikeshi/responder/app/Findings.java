package io.hikeshi.responder.app;

import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.app.confirm.Answer.Vetoed;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.Origin;
import java.time.Clock;
import org.jboss.logging.Logger;

/** What the responder itself finds out is an event like a sensor's, so that rules can be about it. */
final class Findings {
    private static final Logger LOG = Logger.getLogger(Findings.class);
    private static final String SENSOR = "responder";

    private final String cluster;
    private final Outbox outbox;
    private final Clock clock;

    Findings(String cluster, Outbox outbox, Clock clock) {
        this.cluster = cluster;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns once it is stored. Its id is made of the panic's, so that it is one finding however often it is found. */
    void disprove(Cause panic, Vetoed vetoed) {
        var boot = panic.bootId() == null ? Origin.UNKNOWN_BOOT : panic.bootId();
        var finding = new KernelPanicDisproved(
                new Origin(cluster, panic.node(), boot, SENSOR),
                clock.instant(),
                panic.eventId(),
                vetoed.reason().word(),
                vetoed.seen());
        var sent = new Pending();
        sent.add(outbox.finding(new Outbound(Subjects.of(finding), EventCodec.encode(finding))));
        sent.await();
        LOG.warnf(
                "disproved event=%s node=%s reason=%s evidence=%s",
                panic.eventId(), panic.node(), vetoed.reason().word(), vetoed.seen());
    }
}
