package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.util.List;

/** No backend works here. The message says of each why not, and what it needs. */
public final class UnwatchedException extends IOException {
    private static final long serialVersionUID = 1;

    UnwatchedException(List<String> refusals) {
        super("cannot watch this kernel: " + String.join("; ", refusals));
    }
}
