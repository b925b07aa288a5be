package io.hikeshi.tests.harness;

/** How a kernel writes its lines into datagrams: Documentation/networking/netconsole.rst. */
public enum NetconsoleFormat {
    /** The line as the console shows it. */
    BASIC(""),
    /** With level, sequence number and time before it. */
    EXTENDED("+"),
    /** The same with the kernel's release before all that; since Linux 6.6. */
    EXTENDED_WITH_RELEASE("+r");

    /** What a target begins with in the module's parameter. */
    final String flags;

    NetconsoleFormat(String flags) {
        this.flags = flags;
    }
}
