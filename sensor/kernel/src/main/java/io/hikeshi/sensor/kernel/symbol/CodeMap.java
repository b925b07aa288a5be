package io.hikeshi.sensor.kernel.symbol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From an address in a process to build id and file offset, while the process can still be asked: {@code /proc/<pid>/maps}.
 * For stacks that the kernel could not resolve itself.
 */
public final class CodeMap {
    /** What an address means wherever the file is mapped. */
    public record Place(String buildId, long offset) {}

    private record Range(long start, long end, long offset, MappedFile file) {
        boolean holds(long address) {
            return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
        }
    }

    /** proc_pid_maps(5), lines of code that was mapped from a file. */
    private static final Pattern CODE = Pattern.compile(
            "([0-9a-f]{1,16})-([0-9a-f]{1,16}) [r-][w-]x[ps] ([0-9a-f]{1,16}) \\S+ \\d+ +(/.*)", Pattern.MULTILINE);
    /** A process may map what it likes; a usual one has 20 KB of maps. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Path proc;
    private final int pid;
    private final List<Range> ranges;
    private final Map<MappedFile, String> buildIds = new HashMap<>();

    private CodeMap(Path proc, int pid, List<Range> ranges) {
        this.proc = proc;
        this.pid = pid;
        this.ranges = ranges;
    }

    /** Knows nothing if the process is gone, or may not be looked at. */
    public static CodeMap of(Path proc, int pid) {
        try (var maps = Files.newInputStream(proc.resolve(pid + "/maps"))) {
            return new CodeMap(proc, pid, parse(new String(maps.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return new CodeMap(proc, pid, List.of());
        }
    }

    private static List<Range> parse(String maps) {
        var ranges = new ArrayList<Range>();
        for (var line = CODE.matcher(maps); line.find(); ) {
            ranges.add(new Range(hex(line, 1), hex(line, 2), hex(line, 3), MappedFile.at(line.group(4))));
        }
        return ranges;
    }

    private static long hex(Matcher line, int group) {
        return Long.parseUnsignedLong(line.group(group), 16);
    }

    /** Null if the address is in no file, or its file has no build id or cannot be read. */
    public @Nullable Place place(long address) {
        for (Range range : ranges) {
            if (!range.holds(address)) continue;
            var buildId = buildIds.computeIfAbsent(range.file(), this::buildId);
            return buildId.isEmpty() ? null : new Place(buildId, address - range.start() + range.offset());
        }
        return null;
    }

    private String buildId(MappedFile file) {
        var path = file.in(proc, pid);
        if (path.isEmpty()) return "";
        try (var pinned = RegularFile.pin(path.get());
                var elf = ElfFile.open(pinned.path())) {
            var buildId = elf.buildId();
            return buildId == null ? "" : buildId;
        } catch (IOException e) {
            return "";
        }
    }
}
