/**
 * What a kernel kept of its own death (Documentation/ABI/testing/pstore): files of {@code /sys/fs/pstore}, or of where
 * systemd-pstore moved them, to dumps, each with an id by which it is reported once. Deletes nothing and knows no node.
 * Start at {@link io.hikeshi.sensor.netconsole.pstore.PstoreFolder#read}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.pstore;

import org.jspecify.annotations.NullMarked;
