/**
 * {@code page-oncall}: tells a person, through Alertmanager, PagerDuty or a webhook, whichever are configured. Updates of one
 * incident meet in one alert. Start at {@link io.hikeshi.functions.pageoncall.Page}.
 */
@NullMarked
package io.hikeshi.functions.pageoncall;

import org.jspecify.annotations.NullMarked;
