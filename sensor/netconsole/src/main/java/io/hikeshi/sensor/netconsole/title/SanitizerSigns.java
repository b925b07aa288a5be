package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Function.NAME;
import static io.hikeshi.sensor.netconsole.title.Kind.SANITIZER;
import static io.hikeshi.sensor.netconsole.title.Sign.ACCESS;

import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.List;

/** What a kernel finds that was built to look for trouble: KASAN, KMSAN, KCSAN, KFENCE, UBSAN. */
final class SanitizerSigns {
    private static final String IN_FUNCTION = " in (" + NAME + ")";
    private static final String BAD_ACCESS = "bad-access in {}";
    private static final String INVALID_FREE = "invalid-free in {}";

    static final List<Sign> ALL = List.of(
            // mm/kasan/report.c
            Sign.of(
                            "BUG: KASAN: ((?:double|invalid)-free(?: or invalid-free)?)" + IN_FUNCTION,
                            "KASAN: $1 in {}",
                            SANITIZER,
                            Suspect.NAMED)
                    .alias(INVALID_FREE),
            Sign.of(
                            "BUG: KASAN: ([a-z-]+)(?: in (" + NAME + ")| in |\\s*$| on address)",
                            "KASAN: $1" + ACCESS + " in {}",
                            SANITIZER,
                            Suspect.NAMED)
                    .alias(BAD_ACCESS),
            Sign.of("BUG: KASAN: ([a-z -]+?)" + IN_FUNCTION, "KASAN: $1 in {}", SANITIZER, Suspect.NAMED),

            // mm/kmsan/report.c
            Sign.of("BUG: KMSAN: (uninit-value)" + IN_FUNCTION, "KMSAN: $1 in {}", SANITIZER, Suspect.CALLING)
                    .alias(BAD_ACCESS),
            Sign.of("BUG: KMSAN: ([a-z -]+?)" + IN_FUNCTION, "KMSAN: $1 in {}", SANITIZER, Suspect.CALLING)
                    .passing(Family.COPYING),

            // kernel/kcsan/report.c
            Sign.of(
                    "BUG: KCSAN: ([a-z :-]+?)" + IN_FUNCTION + "(?: \\[\\w+\\])? / (" + NAME + ")",
                    "KCSAN: $1 in $2 / $3",
                    SANITIZER),
            Sign.of("BUG: KCSAN: ([a-z :-]+?)" + IN_FUNCTION, "KCSAN: $1 in $2", SANITIZER),

            // mm/kfence/report.c
            Sign.of("BUG: KFENCE: (invalid free)" + IN_FUNCTION, "KFENCE: $1 in {}", SANITIZER, Suspect.CALLING)
                    .alias(INVALID_FREE),
            Sign.of("BUG: KFENCE: ([a-z -]+?)" + IN_FUNCTION, "KFENCE: $1 in {}", SANITIZER, Suspect.CALLING)
                    .alias(BAD_ACCESS),

            // lib/ubsan.c; arch/arm64/kernel/traps.c where it only traps
            Sign.of("UBSAN: Undefined behaviour in ", "UBSAN: undefined-behaviour in {}", SANITIZER, Suspect.CALLING),
            Sign.of("UBSAN: ([a-z-]+) in ", "UBSAN: $1 in {}", SANITIZER, Suspect.CALLING),
            Sign.of(
                    "Internal error: UBSAN: ([a-z -]{3,60}): [0-9a-f]{1,16} \\[#\\d+\\]",
                    "UBSAN: $1 in {}",
                    SANITIZER,
                    Suspect.INTERRUPTED));

    private SanitizerSigns() {}
}
