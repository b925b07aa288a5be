package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A function that does a thing once, however often it is asked, unless it was told to answer otherwise. */
final class FakeFunctions implements Functions {
    private final Deque<Reply> answers = new ArrayDeque<>();
    private final Set<String> done = new HashSet<>();
    private final List<Integer> attempts = new ArrayList<>();

    void willAnswer(Reply reply) {
        answers.add(reply);
    }

    /** The attempts that it was asked for, in order. */
    List<Integer> attempts() {
        return attempts;
    }

    int effects() {
        return done.size();
    }

    @Override
    public synchronized Reply send(CloudEvent event, int attempt) {
        attempts.add(attempt);
        var told = answers.poll();
        if (told != null) return told;
        var request = ActionCodec.decodeRequest(event);
        var status = done.add(request.id()) ? Outcome.Status.DONE : Outcome.Status.ALREADY_DONE;
        return new Reply.Answered(Outcome.of(request, status, "annotated", attempt, Instant.EPOCH));
    }
}
