package io.hikeshi.sensor.netconsole.wire;

/** How a console target writes; only the extended format says who logged a line, the kernel or user space. */
public enum Format {
    BASIC,
    EXTENDED
}
