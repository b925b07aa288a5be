/**
 * Netconsole as a source of events: whose panic it is, the early word at once, the whole text once it was named on a thread
 * that nobody waits for. Refuses to wait for the API server, and to believe an address alone. Start at
 * {@link io.hikeshi.sensor.agent.netconsole.NetconsoleSource}.
 */
@NullMarked
package io.hikeshi.sensor.agent.netconsole;

import org.jspecify.annotations.NullMarked;
