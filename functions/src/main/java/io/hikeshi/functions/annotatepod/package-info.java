/**
 * {@code annotate-pod}: writes on a pod why it crashed. Refuses a pod of another uid, and one that finished well or is being
 * deleted. Start at {@link io.hikeshi.functions.annotatepod.AnnotatePod}.
 */
@NullMarked
package io.hikeshi.functions.annotatepod;

import org.jspecify.annotations.NullMarked;
