/**
 * Does what rules ask for: takes a request as a CloudEvent, answers with an outcome as a CloudEvent.
 *
 * <p>Each action is a {@link io.hikeshi.functions.Function} in a package of its own, and a plan that decides without I/O what
 * to change. Refuses requests without the responder's token, requests of other clusters, and actions that this deployment
 * does not serve. Start at {@link io.hikeshi.functions.FunctionEntry}.
 */
@NullMarked
package io.hikeshi.functions;

import org.jspecify.annotations.NullMarked;
