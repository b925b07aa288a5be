package io.hikeshi.sensor.kernel.symbol;

import java.io.IOException;

/** A file is no ELF file that can be read here; the message says what is wrong with it. */
final class MalformedElf extends IOException {
    private static final long serialVersionUID = 1;

    MalformedElf(String problem) {
        super(problem);
    }
}
