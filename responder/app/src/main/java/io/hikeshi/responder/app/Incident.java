package io.hikeshi.responder.app;

import org.jspecify.annotations.Nullable;

/**
 * What belongs to one cause.
 *
 * @param id 16 hex digits: with action and attempt it makes an Audit-ID of at most 64 characters
 * @param previous the incident of the same cause before this; null if none is remembered
 */
record Incident(String id, @Nullable String previous) {}
