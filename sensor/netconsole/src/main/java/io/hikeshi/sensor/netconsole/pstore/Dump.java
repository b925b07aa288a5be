package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.netconsole.title.Report;
import java.time.Instant;

/**
 * The end of a kernel's log, kept over a reboot.
 *
 * @param id equal for equal dumps, wherever they were moved to since
 * @param reason as the kernel calls it: {@code Panic}, {@code Oops}, {@code Emergency} and so on
 * @param count how many dumps that kernel had written, this one included
 * @param backend {@code ramoops}, {@code efi_pstore} and so on
 * @param at when it was written, as far as the backend says
 * @param text oldest line first, without what the backend added; empty if it could not be read
 * @param incomplete parts are missing, or stored bytes were damaged
 */
public record Dump(String id, String reason, int count, String backend, Instant at, String text, boolean incomplete) {
    /** The kernel died of it; an oops may have been survived. */
    public boolean isPanic() {
        return reason.equals("Panic") || named().panicked();
    }

    public Report named() {
        int panic = text.lastIndexOf("Kernel panic - not syncing");
        if (panic < 0) return Report.ofLast(text);
        int line = text.lastIndexOf('\n', panic) + 1;
        return Report.ofPanic(text.substring(0, line), text.substring(line));
    }
}
