/**
 * What the responder asks of functions, and what they answer. No framework, no I/O.
 *
 * <p>Start at {@link io.hikeshi.responder.action.ActionRequest}; its CloudEvents form is
 * {@link io.hikeshi.responder.action.ActionCodec}.
 */
@NullMarked
package io.hikeshi.responder.action;

import org.jspecify.annotations.NullMarked;
