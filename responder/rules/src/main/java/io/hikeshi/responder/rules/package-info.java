/**
 * Decides; never acts. No clock, network or framework here: callers pass event, history and time in, and get a named
 * {@link io.hikeshi.responder.rules.Verdict} with its reason back.
 *
 * <p>Rule files are read whole or not at all: {@link io.hikeshi.responder.rules.Rules#read} refuses unknown keys,
 * unknown actions and expressions that do not fit the events they are for, and names file, line and column of each.
 * Once read, a rule cannot fail a caller: an expression that fails at run time is the verdict
 * {@link io.hikeshi.responder.rules.Verdict#ERROR}.
 *
 * <p>Start at {@link io.hikeshi.responder.rules.Judge#judge}.
 */
@NullMarked
package io.hikeshi.responder.rules;

import org.jspecify.annotations.NullMarked;
