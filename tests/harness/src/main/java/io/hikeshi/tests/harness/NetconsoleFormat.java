package io.hikeshi.tests.harness;

import java.util.Locale;

/** How a kernel writes its lines into datagrams: Documentation/networking/netconsole.rst. */
public enum NetconsoleFormat {
    /** The line as the console shows it. */
    BASIC,
    /** With level, sequence number and time before it. */
    EXTENDED;

    /** @param port at {@link NetworkNamespace#HOST} */
    String target(int port) {
        return name().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
