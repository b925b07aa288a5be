/**
 * From a cgroup to the pod and container that it belongs to: ids become paths, paths become names.
 *
 * <p>Knows nothing of the API server: it says what a path says. Every path is hostile, since a container may make and
 * name cgroups below its own. Start at {@link io.hikeshi.sensor.kernel.cgroup.CgroupPath}.
 */
@NullMarked
package io.hikeshi.sensor.kernel.cgroup;

import org.jspecify.annotations.NullMarked;
