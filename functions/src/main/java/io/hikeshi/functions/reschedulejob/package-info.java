/**
 * {@code reschedule-job}: runs a Job again that failed because its node died. Refuses to run again what its author did not want
 * to: a Job that retries by itself, failed of something else, opted out, has completed indexes, or is a clone already, because a
 * Job that kills its nodes must not be carried from one to the next. Start at
 * {@link io.hikeshi.functions.reschedulejob.JobFate}.
 */
@NullMarked
package io.hikeshi.functions.reschedulejob;

import org.jspecify.annotations.NullMarked;
