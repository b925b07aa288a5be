package io.hikeshi.sensor.netconsole;

/** Why a panic's text counts as whole. */
public enum End {
    /** {@code ---[ end Kernel panic}: the kernel stays as it is. */
    MARKER(true),
    /** {@code Rebooting in N seconds..} */
    REBOOTING(true),
    /** Nothing came any more: kdump took over, or the end was lost. */
    SILENCE(false),
    /** It went on for too long. */
    TOO_LONG(false),
    /** The source sends from a new boot. */
    RESTARTED(false),
    /** Too many panics at a time. */
    NO_ROOM(false),
    /** The receiver ends. */
    STOPPED(false);

    private final boolean said;

    End(boolean said) {
        this.said = said;
    }

    /** The kernel itself said that this was all. */
    boolean isSaid() {
        return said;
    }
}
