package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.rules.ActionKind;
import io.hikeshi.sensor.event.EventId;
import io.hikeshi.sensor.event.Kind;
import java.util.Map;
import java.util.Objects;

/**
 * What the page of a node's death says already. All that is told of one death updates one page, and requests overtake each other: who
 * tells less must not replace who told more, or the trace is gone from the page a moment after it came.
 */
final class PagedNews {
    private static final int MOST_TRIES = 20;
    /** It ends the matter: what comes after a panic that was none is another one. */
    private static final int END = 4;

    private static final Map<String, Integer> TELLS = Map.of(
            Kind.KERNEL_PANIC_DISPROVED.word(), END,
            Kind.KERNEL_PANIC_REPORTED.word(), 3,
            Kind.KERNEL_PANIC_RECOVERED.word(), 3,
            Kind.KERNEL_PANICKED.word(), 2,
            Kind.NODE_LOST.word(), 1);

    private final Ledger ledger;

    PagedNews(Ledger ledger) {
        this.ledger = ledger;
    }

    boolean concerns(ActionRequest request) {
        return request.action().equals(ActionKind.PAGE_ONCALL.word())
                && request.mode() == Mode.APPLY
                && TELLS.containsKey(request.cause().kind())
                && !"true".equals(request.with().get("resolve"));
    }

    /** Whether the page tells more than this request would. */
    boolean outdo(ActionRequest request) {
        return ledger.get(Ledger.Bucket.CLAIMS, keyOf(request))
                        .map(PagedNews::told)
                        .orElse(0)
                > tells(request);
    }

    /** Remembers that it was paged. */
    void paged(ActionRequest request) {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (write(keyOf(request), tells(request))) return;
        }
        throw LedgerUnavailable.contended("remember the page of incident " + request.incident(), MOST_TRIES);
    }

    private boolean write(String key, int tells) {
        var entry = ledger.get(Ledger.Bucket.CLAIMS, key);
        var next = Integer.toString(
                tells == END ? 0 : Math.max(tells, entry.map(PagedNews::told).orElse(0)));
        if (entry.isEmpty()) return ledger.create(Ledger.Bucket.CLAIMS, key, next);
        return entry.get().value().equals(next)
                || ledger.replace(Ledger.Bucket.CLAIMS, key, next, entry.get().revision());
    }

    private static int told(Ledger.Entry entry) {
        return Integer.parseInt(entry.value());
    }

    private static int tells(ActionRequest request) {
        return Objects.requireNonNull(TELLS.get(request.cause().kind()));
    }

    /** As {@code page-oncall} tells pages apart. */
    private static String keyOf(ActionRequest request) {
        var with = request.with();
        return "page-"
                + EventId.hash(request.incident(), with.getOrDefault("receiver", ""), with.getOrDefault("alert", ""));
    }
}
