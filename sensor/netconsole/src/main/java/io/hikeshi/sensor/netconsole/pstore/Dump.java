package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.Transcript;
import io.hikeshi.sensor.netconsole.title.Circumstances;
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
    private static final String PANIC = "Kernel panic - not syncing";

    /** The kernel died of it; an oops may have been survived. */
    public boolean isPanic() {
        return reason.equals("Panic") || panicAt() >= 0;
    }

    /** What the kernel wrote behind {@code Kernel panic - not syncing:}; empty if that line was not kept. */
    public String panicReason() {
        int at = panicAt();
        if (at < 0) return "";
        String line = text.substring(at + PANIC.length()).split("\n", 2)[0];
        return line.startsWith(":") ? line.substring(1).strip() : "";
    }

    public Report named() {
        int panic = panicAt();
        return panic < 0 ? Report.ofLast(text) : Report.ofPanic(before(panic), from(panic));
    }

    /** Title and circumstances, for an event. */
    public Diagnosis diagnosis() {
        int panic = panicAt();
        return named().diagnosis(
                        panic < 0 ? Circumstances.of(text) : Circumstances.ofPanic(before(panic), from(panic)));
    }

    /** The text, for an event. */
    public Transcript transcript() {
        int panic = panicAt();
        return new Transcript(
                panic < 0 ? "" : before(panic), panic < 0 ? text : from(panic), 0, 0, 0, incomplete, "dump");
    }

    /** The last line that says so, but for the one that ends it: an older one may be a replayed log's. */
    private int panicAt() {
        int at = text.lastIndexOf(PANIC);
        while (at > 0 && text.startsWith("---[ end ", at - "---[ end ".length())) at = text.lastIndexOf(PANIC, at - 1);
        return at;
    }

    private String before(int panic) {
        return text.substring(0, text.lastIndexOf('\n', panic) + 1);
    }

    private String from(int panic) {
        return text.substring(text.lastIndexOf('\n', panic) + 1);
    }
}
