/**
 * {@code delete-pods}: takes the pods of a fenced node away, each only once its status says that it failed. Start at
 * {@link io.hikeshi.functions.deletepods.DeletePods}.
 */
@NullMarked
package io.hikeshi.functions.deletepods;

import org.jspecify.annotations.NullMarked;
