package io.hikeshi.functions.pageoncall;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** One way to reach a person. */
interface Pager {
    /** As {@code via} writes it. */
    String name();

    /**
     * @throws io.hikeshi.functions.TryAgain if a secret cannot be read now
     */
    Call call(Page page, Instant now);

    /**
     * A POST of JSON.
     *
     * @param headers may hold secrets: never shown
     * @param body may hold secrets: never shown
     */
    record Call(URI uri, Map<String, String> headers, Object body) {}
}
