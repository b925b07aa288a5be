/**
 * The command line: {@code run} is every part in one process, {@code status} asks a running part,
 * {@code oops} names a kernel's trouble, {@code jobs} and {@code fence} ask a cluster, {@code netconsole} makes a
 * machine's kernel send its log.
 *
 * <p>The line is parsed and checked before Quarkus starts, so that a mistake is answered at once. Prints; never decides.
 * Start at {@link io.hikeshi.responder.cli.Hikeshi}.
 */
@NullMarked
package io.hikeshi.responder.cli;

import org.jspecify.annotations.NullMarked;
