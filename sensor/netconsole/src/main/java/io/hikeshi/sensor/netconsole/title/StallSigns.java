package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Kind.BUG;
import static io.hikeshi.sensor.netconsole.title.Kind.HANG;
import static io.hikeshi.sensor.netconsole.title.Kind.STALL;

import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.List;

/** Processors and tasks that make no progress, and what was never given back. */
final class StallSigns {
    private static final String STALLED = "stall in {}";
    private static final String HUNG = "hang in {}";

    static final List<Sign> ALL = List.of(
            // kernel/watchdog.c, arch/powerpc/kernel/watchdog.c
            Sign.of("BUG: soft lockup", "BUG: soft lockup in {}", STALL, Suspect.ASKED_FOR)
                    .alias(STALLED),
            Sign.of("etected hard LOCKUP", "BUG: hard lockup in {}", STALL, Suspect.INTERRUPTED)
                    .alias(STALLED),

            // kernel/rcu/tree_stall.h, kernel/rcu/tasks.h
            Sign.of(
                            "INFO: rcu\\w* .*(?:detected|self-detected) (?:expedited )?stall",
                            "INFO: rcu detected stall in {}",
                            STALL,
                            Suspect.ASKED_FOR)
                    .alias(STALLED),

            // kernel/hung_task.c; the name of a task may hold a line feed
            Sign.of(
                            "INFO: task (?:.*blocked (?:in I/O wait )?for more than \\d+ seconds|\\S{0,24}$)",
                            "INFO: task hung in {}",
                            HANG,
                            Suspect.WAITING)
                    .alias(HUNG),
            Sign.of(
                            "INFO: task .* can't die for more than \\d+ seconds",
                            "INFO: task can't die in {}",
                            HANG,
                            Suspect.WAITING)
                    .alias(HUNG),

            // kernel/workqueue.c, net/core/dev.c
            Sign.of("BUG: workqueue lockup", "BUG: workqueue lockup", STALL),
            Sign.of(
                    "unregister_netdevice: waiting for \\S+ to become free",
                    "unregister_netdevice: waiting for DEV to become free",
                    HANG),

            // mm/kmemleak.c, fs/dcache.c, kernel/fork.c, mm/page_alloc.c, mm/memory.c
            Sign.of("BUG: memory leak", "memory leak in {}", Kind.LEAK, Suspect.CALLING)
                    .passing(Family.ALLOCATION),
            Sign.of(
                    "BUG: Dentry .*still in use.*\\[(unmount of [^\\]]{1,80})\\]",
                    "BUG: Dentry still in use [$1]",
                    BUG),
            Sign.of("BUG: non-zero \\w{1,40} on freeing mm", "$0", BUG),
            Sign.of("BUG: Bad (?:page state|page map|page cache|rss-counter state)", "$0", BUG));

    private StallSigns() {}
}
