/**
 * The responder: consumes events, judges them, has actions carried out, and remembers. Logic is in plain objects, which
 * {@code Wiring} puts together; {@code Consumers} is where messages come in.
 *
 * <p><b>An event</b> ({@code Responder.consider}) is acknowledged once its verdicts and requests are stored and the round is
 * remembered. If the process dies before that, the event is delivered again, and every step finds what it found before:
 *
 * <ul>
 *   <li>before the incident is written: nothing has happened yet.
 *   <li>after: the incident is found by the event's own time, its id is made of the cause and the first event.
 *   <li>after some verdicts or requests were published: they are published again under the same ids. The stream drops
 *       what it stored within its duplicate window; later ones meet the claim of the first.
 *   <li>after the round was remembered: it names the event, which so acts in the same round, with the same action ids.
 * </ul>
 *
 * <p>Another event of the incident may come in between and act first: in the same round, under the same action ids. The
 * one delivered again then happened before the rule last acted, and is quiet.
 *
 * <p><b>A request</b> ({@code Settlement.settle}) is acknowledged once its outcome is recorded and on the timeline:
 *
 * <ul>
 *   <li>while it waits at the {@code Gate}: what this process saw of the node is forgotten, and watched for anew; a node
 *       that a budget counts stays counted, and costs nothing the next time.
 *   <li>after a panic was disproved, before that is recorded: it is disproved again, as the same event.
 *   <li>before it is claimed: nothing has happened yet.
 *   <li>after the claim, before the outcome is recorded: whoever gets the request next takes the claim and asks the function
 *       again, which does a thing once: its mark on the object is the fence.
 *   <li>after the outcome was recorded: the function is not asked again; the recorded outcome is told once more, under the
 *       same id.
 * </ul>
 *
 * <p>Refuses events whose source is not the node that their subject belongs to, requests that are not of its cluster's
 * responder on their own subject, and to start with broken rules
 * ({@link io.hikeshi.responder.app.RulesRefused}).
 */
@NullMarked
package io.hikeshi.responder.app;

import org.jspecify.annotations.NullMarked;
