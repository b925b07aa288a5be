/**
 * {@code cordon-node}: keeps new pods off a node while an incident holds it. Refuses control-plane nodes unless told so; what a
 * person cordoned or uncordoned stays as the person left it. Start at {@link io.hikeshi.functions.cordonnode.CordonPlan}.
 */
@NullMarked
package io.hikeshi.functions.cordonnode;

import org.jspecify.annotations.NullMarked;
