package io.hikeshi.functions.cluster;

import io.hikeshi.functions.TryAgain;
import org.jspecify.annotations.Nullable;

/** Whoever answers one request at a time. */
interface ApiServer {
    /**
     * @param path such as {@code /api/v1/nodes/n1}
     * @param query with its question mark; empty for none
     * @param type of the body; null if there is none
     * @return the answer's body
     * @throws ApiFailure if the server refused
     * @throws TryAgain if it did not answer
     */
    String answer(String verb, String path, String query, @Nullable String type, @Nullable String body);
}
