package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.SubjectToken;

/** Where messages go: {@code hikeshi.<what>.<cluster>. ...}, every name one token. */
final class Subjects {
    private Subjects() {}

    /** The only subject that an event's sensor may publish it on. */
    static String of(NodeEvent event) {
        return subject(
                "event",
                event.origin().cluster(),
                event.kind().word(),
                event.origin().node());
    }

    static String of(ActionRequest request, String cluster) {
        return subject("action", cluster, request.action(), request.target().path());
    }

    static String timeline(String cluster, String incident) {
        return subject("timeline", cluster, incident);
    }

    private static String subject(String what, String... names) {
        var subject = new StringBuilder("hikeshi.").append(what);
        for (String name : names) subject.append('.').append(SubjectToken.of(name));
        return subject.toString();
    }
}
