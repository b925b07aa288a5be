package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.event.EventId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code <seconds>/<count>/dmesg.txt}: all parts of firmware's dump one after the other, each with its header, as
 * src/pstore/pstore.c of systemd writes them beside the parts themselves. Whoever keeps only one of both loses nothing.
 */
final class AssembledFile {
    static final String NAME = "dmesg.txt";

    /** Where a part ends without a line feed, the next one's header follows in the same line. */
    private static final Pattern HEADER =
            Pattern.compile("(?:Panic|Oops|Emergency|Shutdown|Unknown)#\\d{1,9} Part\\d{1,9}\n");

    private static final Pattern SECONDS = Pattern.compile("\\d{9,12}");

    private AssembledFile() {}

    static List<PstoreFile> parts(Path file, byte[] content, Instant modified) {
        String text = new String(content, StandardCharsets.UTF_8);
        var starts =
                HEADER.matcher(text).results().map(header -> header.start()).toList();
        if (starts.isEmpty()) return List.of(whole(text, modified));
        var parts = new ArrayList<PstoreFile>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            parts.add(PstoreFile.headed("efi_pstore", at(file, modified), text.substring(starts.get(i), end), false));
        }
        return parts;
    }

    private static PstoreFile whole(String text, Instant modified) {
        return new PstoreFile("pstore", EventId.hash("text", text), modified, "Unknown", 0, 1, text, false);
    }

    private static Instant at(Path file, Instant modified) {
        int names = file.getNameCount();
        String seconds = names < 3 ? "" : file.getName(names - 3).toString();
        return SECONDS.matcher(seconds).matches() ? Instant.ofEpochSecond(Long.parseLong(seconds)) : modified;
    }
}
