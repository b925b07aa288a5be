package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Function.NAME;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks the function that a title names: the first in a trace that is no bystander. */
final class Guilt {
    private static final Pattern AT = Pattern.compile(".* at: (?:\\[<[0-9a-f]+>\\] )?(" + NAME + ")\\+0x.*");
    private static final Pattern BECAME_SAFE = Pattern.compile("^\\.\\.\\. which became \\w+-irq-safe at:.*");
    private static final Pattern BACKTRACE = Pattern.compile("^\\s*(?:stack backtrace|backtrace):.*");
    private static final Pattern NAMED =
            Pattern.compile(".*?(?: at \\S+:\\d+| at| in:?) (" + NAME + ")(?:\\+0x.*| \\S+:\\d+ \\[inline\\])");

    /** What is entered when a timer or another processor interrupts: below it stands what was interrupted. */
    private static final Pattern INTERRUPT = Pattern.compile(
            "(?:asm_|smp_|__)*(?:sysvec_)?(?:\\w*apic_timer|call_function\\w*|reschedule)_interrupt|(?:asm_|__)*sysvec_\\w+|ret_from_intr|common_interrupt|do_IRQ|el1h?_(?:64_)?irq\\w*|el1_interrupt|gic_handle_irq|call_on_irq_stack|do_interrupt_handler|asm_call_\\w+|__irq_svc|irq_exit_rcu|irqentry_exit\\w*");

    /** They run whatever was asked for, by a system call, a packet, a timer or a queue: the callee says what that was. */
    private static final Pattern DISPATCHER = Pattern.compile(
            "do_syscall_\\w+|\\w*[sS]y[sS]_(?:ioctl|connect|socketpair|setsockopt|listen|accept\\d?)|_*do_fast_syscall_32|do_int80\\w*|entry_SYSCALL_64_fastpath|system_call_fastpath|tracesys\\w*|sysenter_\\w+|(?:do_)?el0_svc\\w*|_*invoke_syscall|ret_fast_syscall"
                    + "|(?:do_)?vfs_ioctl|(?:compat_)?blkdev_ioctl|_*blkdev_driver_ioctl|_*vfs_(?:read|write)|vfs_iter_(?:read|write)|new_sync_(?:read|write)|do_iter_(?:read|write|readv_writev)|call_(?:read|write)_iter|call_mmap|_*mmap_region|do_mmap|do_dentry_open|vfs_open"
                    + "|_*sock_(?:send|recv|read|write)\\w*|_*sock_release|sock_(?:do_|common_)?(?:ioctl|setsockopt|mmap)|compat_sock_ioctl|sk_common_release|kernel_(?:setsockopt|listen|accept)"
                    + "|nfnetlink_rcv_msg|genl_rcv_msg|rtnetlink_rcv_msg|_*netif_receive_skb\\w*|proc_reg_\\w+|kernfs_fop_\\w+|call_timer_fn|_*run_timers|run_timer_softirq|_*run_hrtimer|_*do_softirq\\w*|handle_softirqs|run_ksoftirqd|smpboot_thread_fn|kthread|process_one_work|tasklet_action\\w*|_*handle_irq_event_percpu"
                    + "|start_secondary|cpu_startup_entry|ret_from_fork\\w*|_*do_fault|handle_mm_fault|do_(?:user_addr|page)_fault|(?:asm_)?(?:exc_)?page_fault|_*fput|task_work_run|exit_to_user\\w*");

    private static final Pattern SYNCHRONIZES = Pattern.compile("synchronize_(?:s?rcu|net|sched)\\w*");
    private static final Pattern WORKER = Pattern.compile("^\\s*(?:last function: |.*\\bworkfn=)(" + NAME + ").*");

    private static final Pattern WAITS_FOR_PROCESSORS =
            Pattern.compile("smp_call_function\\w*|csd_lock_wait|_*csd_lock\\w*");
    private static final Set<Bystanders> ALWAYS = EnumSet.of(
            Bystanders.REPORTING,
            Bystanders.LOCKS,
            Bystanders.MEMORY,
            Bystanders.CONTAINERS,
            Bystanders.WORK,
            Bystanders.REGISTRATION);

    private final Sign sign;
    private final List<String> lines;

    /** @param lines the sign's line first */
    Guilt(Sign sign, List<String> lines) {
        this.sign = sign;
        this.lines = lines;
    }

    /** Null if the text is too short or too mixed up to tell. */
    @Nullable
    String function() {
        return function(bystanders());
    }

    /** The innermost one, bystander or not: whom the kernel's own line names. */
    @Nullable
    String innermost() {
        return function(EnumSet.of(Bystanders.REPORTING));
    }

    private @Nullable String function(Set<Bystanders> bystanders) {
        return switch (sign.suspect()) {
            case NOBODY -> null;
            case NAMED -> first(candidates(named(), trace().frames()), bystanders);
            case INTERRUPTED -> first(candidates(trace().interrupted(), trace().frames()), bystanders);
            case CALLING -> first(trace().frames(), bystanders);
            case LOCKING -> locking(1, bystanders);
            case DEADLOCKING -> locking(2, bystanders);
            case LOCKING_IN_INTERRUPT -> first(traceAfter(BECAME_SAFE).frames(), bystanders);
            case ASKED_FOR -> askedFor(bystanders);
            case WAITING -> waiting(bystanders);
            case WORKING -> working(bystanders);
        };
    }

    /** The report should show a trace, and does not. */
    boolean isMixedUp() {
        return sign.suspect() != Sign.Suspect.NOBODY
                && (function() == null || trace().frames().isEmpty());
    }

    /** Frames that identify the report whatever its title, bystanders left out. */
    List<String> frames() {
        boolean showsLocksFirst = sign.suspect() == Sign.Suspect.LOCKING || sign.suspect() == Sign.Suspect.DEADLOCKING;
        var trace = showsLocksFirst ? traceAfter(BACKTRACE) : trace();
        return trace.frames().stream()
                .filter(name -> !included(name, ALWAYS))
                .map(Function::inTitle)
                .toList();
    }

    private Set<Bystanders> bystanders() {
        var skipped = EnumSet.copyOf(ALWAYS);
        if (sign.suspect() == Sign.Suspect.WAITING) skipped.add(Bystanders.WAITING);
        skipped.addAll(sign.bystanders());
        return skipped;
    }

    /** Who waits for RCU or the network's lock waits for somebody else; all of them are one. */
    private @Nullable String waiting(Set<Bystanders> bystanders) {
        var frames = trace().frames();
        for (String name : frames) {
            if (name.startsWith("rtnl_lock")) return "rtnl_lock";
            if (SYNCHRONIZES.matcher(name).matches()) return "synchronize_rcu";
        }
        return first(frames, bystanders);
    }

    private @Nullable String working(Set<Bystanders> bystanders) {
        for (String line : lines) {
            var worker = WORKER.matcher(line);
            if (worker.matches()) return Function.plain(worker.group(1));
        }
        return first(trace().frames(), bystanders);
    }

    private @Nullable String askedFor(Set<Bystanders> bystanders) {
        var all = trace().frames();
        int from = 0;
        while (from < all.size() && !INTERRUPT.matcher(all.get(from)).matches()) from++;
        while (from < all.size() && INTERRUPT.matcher(all.get(from)).matches()) from++;
        var frames = from == all.size() ? all : all.subList(from, all.size());
        if (!frames.isEmpty() && WAITS_FOR_PROCESSORS.matcher(frames.get(0)).matches()) return frames.get(0);
        for (int i = 1; i < frames.size(); i++) {
            String asked = frames.get(i - 1);
            if (!DISPATCHER.matcher(frames.get(i)).matches()) continue;
            if (!DISPATCHER.matcher(asked).matches() && !included(asked, sign.bystanders())) return asked;
        }
        return first(frames, bystanders);
    }

    private Trace trace() {
        return Trace.in(lines.subList(1, lines.size()));
    }

    private Trace traceAfter(Pattern heading) {
        for (int i = 0; i < lines.size(); i++) {
            if (heading.matcher(lines.get(i)).matches()) return Trace.in(lines.subList(i + 1, lines.size()));
        }
        return trace();
    }

    private @Nullable String named() {
        var named = NAMED.matcher(lines.get(0));
        return named.matches() ? Function.plain(named.group(1)) : null;
    }

    /** @param most of those who are named with their locks: first who wants one, then who holds the other */
    private @Nullable String locking(int most, Set<Bystanders> bystanders) {
        var lockers = lines.stream()
                .map(AT::matcher)
                .filter(Matcher::matches)
                .limit(most)
                .map(at -> Function.plain(at.group(1)));
        return first(
                Stream.concat(lockers, traceAfter(BACKTRACE).frames().stream()).toList(), bystanders);
    }

    private static List<String> candidates(@Nullable String before, List<String> frames) {
        return Stream.concat(Stream.ofNullable(before), frames.stream()).toList();
    }

    private static @Nullable String first(List<String> functions, Set<Bystanders> skipped) {
        var candidates = new ArrayList<>(functions);
        candidates.removeIf(name -> included(name, skipped));
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    private static boolean included(String name, Set<Bystanders> families) {
        return families.stream().anyMatch(family -> family.include(name));
    }
}
