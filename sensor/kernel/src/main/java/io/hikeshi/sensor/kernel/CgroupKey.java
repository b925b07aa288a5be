package io.hikeshi.sensor.kernel;

/**
 * What a backend knows about a process's cgroup.
 *
 * @param unifiedId kernfs id in the v2 hierarchy; 0 if not known, 1 is the root
 * @param memoryId kernfs id in the hierarchy of the memory controller, which in v1 and hybrid set-ups is another one; 0 if not
 *     known
 * @param path below the cgroup mount if the backend read it itself; else empty
 */
record CgroupKey(long unifiedId, long memoryId, String path) {
    static final CgroupKey UNKNOWN = new CgroupKey(0, 0, "");
}
