package io.hikeshi.sensor.netconsole.title;

import java.util.List;
import java.util.stream.Stream;

/** By what lines reports are known, the particular before the general. */
final class Signs {
    /** Errors that a panic follows because someone asked for it: the title is the error's. */
    static final String PANIC = "Kernel panic - not syncing";

    /** drivers/trusty of Android prints what failed beside the kernel. */
    private static final List<Sign> NEIGHBOURS = List.of(
            Sign.of("trusty: panic .*ASSERT FAILED at \\([^)]*\\): (.+)", "trusty: ASSERT FAILED: $1", Kind.OTHER),
            Sign.of("trusty: panic \\([^)]*\\): (.+)", "trusty: panic: $1", Kind.OTHER));

    private static final List<Sign> ANY = List.of(Sign.of("^(?:\\[ )?BUG: (\\S.{3,})", "BUG: $1", Kind.BUG));

    static final List<Sign> ALL = Stream.of(
                    SanitizerSigns.ALL,
                    FaultSigns.MEMORY,
                    AssertionSigns.ALL,
                    LockingSigns.ALL,
                    StallSigns.ALL,
                    FaultSigns.OTHERS,
                    NEIGHBOURS,
                    ANY)
            .flatMap(List::stream)
            .toList();

    /**
     * Signs of trouble that the kernel may have had no part in: they count only where it reports none itself. Go's
     * runtime heads its traces so ({@code runtime/traceback.go}).
     */
    static final List<Sign> BESIDE = List.of(Sign.of(
            "^(?:runtime stack:|goroutine \\d{1,10}(?: gp=\\S{1,20} m=\\S{1,20}(?: mp=\\S{1,20})?)? \\[[a-zA-Z ,()0-9]{1,80}\\]:)$",
            "go runtime error",
            Kind.OTHER));

    /** One of these stands in every line that matches; looking for them first is what keeps long texts quick. */
    static final List<String> WORDS = List.of(
            "BUG",
            "WARNING",
            "INFO",
            "UBSAN",
            "nable to handle",
            "fault",
            "etected",
            "list_",
            "PANIC",
            "CFI",
            "Unhandled",
            "unregister",
            "trusty",
            "panicked",
            "[#",
            "Insufficient");

    private Signs() {}

    static boolean mayBeIn(String line) {
        return WORDS.stream().anyMatch(line::contains);
    }
}
