package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Sender;

/**
 * Whose lines they are, decided once: when a panic's text is whole, its node may be in another boot already.
 *
 * @param origin the node and the boot that died
 * @param sender how sure that is
 */
record Witness(Origin origin, Sender sender) {}
