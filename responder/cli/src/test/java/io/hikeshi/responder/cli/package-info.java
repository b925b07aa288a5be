/** What a person types and reads. */
@NullMarked
package io.hikeshi.responder.cli;

import org.jspecify.annotations.NullMarked;
