package io.hikeshi.sensor.netconsole;

/** Who else may listen at a socket's address. */
enum Sharing {
    /** Nobody. */
    ALONE,
    /** Sockets that are opened later; but nobody may be there already, lest two processes each hear half of the nodes. */
    FIRST,
    /** The first one is there. */
    NEXT
}
