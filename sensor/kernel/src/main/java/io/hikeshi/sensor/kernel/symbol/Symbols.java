package io.hikeshi.sensor.kernel.symbol;

import io.hikeshi.sensor.event.Frame;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names the frames of a stack: build id and offset become module and function. The dead process can show its files no more,
 * so witnesses do: its parent, or others of its container, that map the same files; the build id proves that they are.
 *
 * <p>Files are read on one thread of its own. What was named once is remembered by build id, so that a crash that comes
 * again needs no witness. Safe for any thread.
 */
public final class Symbols implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Symbols.class.getName());
    /** A crash has some 20 frames, and crashes of one cause share them. Under 1 MB. */
    private static final int MOST_SITES = 4_096;

    private static final int MOST_FILES = 4_096;
    /** More stacks than this at once are left as they are: a crash storm is mostly one crash. */
    private static final int MOST_WAITING = 64;

    /** A place in code, wherever it is mapped. */
    private record Site(String buildId, long offset) {}

    private record Code(String module, @Nullable String function) {}

    /** A file that could not be found just now will not be found for the next crash of a storm. */
    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(10);

    private final Path proc;
    private final Recent<Site, Code> codes = new Recent<>(MOST_SITES);
    /** When each was last looked for in vain. */
    private final Recent<Site, Long> missed = new Recent<>(MOST_SITES);
    /** By device and inode; empty for a file without one, or that is no ELF file. */
    private final Recent<String, String> buildIds = new Recent<>(MOST_FILES);

    private final ThreadPoolExecutor reader;

    /** @param proc {@code /proc} of the pid namespace that pids are meant in */
    public Symbols(Path proc) {
        this.proc = proc;
        this.reader = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Symbols::thread);
        reader.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "hikeshi-symbols");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The same frames with the names that could be learnt. The future never fails, and is done at once if everything is
     * remembered; who cannot wait for it takes the frames as they are.
     *
     * @param stack innermost first
     * @param witnesses pids of processes that may map the same files, the likeliest first; they may be gone. Asked for only
     *     if something is unknown
     * @param executable path in the dead process's root, which a witness may share; null if not known
     */
    public CompletableFuture<List<Frame>> name(
            List<Frame> stack, Supplier<List<Integer>> witnesses, @Nullable String executable) {
        var unknown = unknown(stack);
        if (unknown.isEmpty()) return CompletableFuture.completedFuture(named(stack));
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        lookUp(unknown, witnesses.get(), executable);
                        return named(stack);
                    },
                    reader);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(named(stack));
        }
    }

    private Map<String, Set<Long>> unknown(List<Frame> stack) {
        var unknown = new HashMap<String, Set<Long>>();
        for (int i = 0; i < stack.size(); i++) {
            var site = site(stack, i);
            if (site == null || codes.get(site) != null || missedLately(site)) continue;
            unknown.computeIfAbsent(site.buildId, id -> new HashSet<>()).add(site.offset);
        }
        return unknown;
    }

    private boolean missedLately(Site site) {
        var when = missed.get(site);
        return when != null && System.nanoTime() - when < UNTIL_NEXT_TRY.toNanos();
    }

    /** A caller's offset is where it will return to, which after a call of {@code abort} may be the next function already. */
    private static @Nullable Site site(List<Frame> stack, int i) {
        var frame = stack.get(i);
        if (frame.buildId() == null) return null;
        return new Site(frame.buildId(), i == 0 ? frame.offset() : frame.offset() - 1);
    }

    private List<Frame> named(List<Frame> stack) {
        var named = new ArrayList<Frame>();
        for (int i = 0; i < stack.size(); i++) {
            var frame = stack.get(i);
            var site = site(stack, i);
            var code = site == null ? null : codes.get(site);
            named.add(code == null ? frame : new Frame(frame.buildId(), frame.offset(), code.module, code.function));
        }
        return named;
    }

    private void lookUp(Map<String, Set<Long>> unknown, List<Integer> witnesses, @Nullable String executable) {
        for (int pid : witnesses) {
            if (executable != null) read(MappedFile.at(executable), pid, unknown);
            for (MappedFile file : MappedFile.of(proc, pid)) {
                if (unknown.isEmpty()) return;
                var remembered = buildIds.get(file.inode());
                if (remembered == null || unknown.containsKey(remembered)) read(file, pid, unknown);
            }
        }
        unknown.forEach((buildId, offsets) ->
                offsets.forEach(offset -> missed.put(new Site(buildId, offset), System.nanoTime())));
    }

    private void read(MappedFile file, int pid, Map<String, Set<Long>> unknown) {
        var path = file.in(proc, pid);
        if (path.isEmpty()) return;
        try (var pinned = RegularFile.pin(path.get());
                var elf = ElfFile.open(pinned.path())) {
            var buildId = elf.buildId() == null ? "" : elf.buildId();
            buildIds.put(file.inode(), buildId);
            var offsets = unknown.remove(buildId);
            if (offsets != null) learn(file, elf, buildId, offsets);
        } catch (MalformedElf e) {
            buildIds.put(file.inode(), "");
            logRefused(file, e);
        } catch (IOException e) {
            logRefused(file, e); // may be readable the next time
        }
    }

    private void learn(MappedFile file, ElfFile elf, String buildId, Set<Long> offsets) throws IOException {
        var functions = functions(file, elf, offsets);
        for (long offset : offsets) {
            codes.put(new Site(buildId, offset), new Code(file.path(), functions.get(offset)));
        }
    }

    /** A file whose symbols were cut off carelessly still is the module. */
    private static Map<Long, String> functions(MappedFile file, ElfFile elf, Set<Long> offsets) throws IOException {
        try {
            return elf.functions(offsets);
        } catch (MalformedElf e) {
            logRefused(file, e);
            return Map.of();
        }
    }

    private static void logRefused(MappedFile file, IOException reason) {
        LOG.log(Level.DEBUG, "refused file={0} reason={1}", Text.quoted(file.path()), reason.getMessage());
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
