package io.hikeshi.sensor.kernel;

import java.io.IOException;

/** The kernel's verifier did not accept a program of ours; the message ends with its reason. */
final class ProgramRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    ProgramRefusedException(String program, String log, SystemCallException cause) {
        super("the verifier refused " + program + ": " + cause.getMessage() + ": " + log, cause);
    }
}
