package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.event.EventId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One part of a dump: a file {@code dmesg-<backend>-<id>}, begun by a line {@code Panic#1 Part2} ({@code pstore_dump} in
 * fs/pstore/platform.c), or a stretch of systemd's {@code dmesg.txt} that begins so.
 *
 * @param dump parts with the same one make a dump, wherever they were moved to
 * @param at when it was written, as far as the backend says
 * @param part 1 is the newest
 * @param damaged stored bytes were lost
 */
record PstoreFile(
        String backend, String dump, Instant at, String reason, int count, int part, String text, boolean damaged) {
    private static final Pattern NAME = Pattern.compile("dmesg-([a-z0-9_]{1,32})-(\\d{1,20})(\\.enc\\.z)?");
    private static final Pattern HEADER = Pattern.compile("^(\\w{1,16})#(\\d{1,9}) Part(\\d{1,9})\n");

    /** {@code ramoops_pstore_read} in fs/pstore/ram.c adds what error correction found. */
    private static final Pattern CORRECTION =
            Pattern.compile("\n*ECC: (?:No errors detected|\\d+ Corrected bytes, (\\d+) unrecoverable blocks)\n?$");

    /** Empty if this is no dump of the kernel's log. */
    static Optional<PstoreFile> of(Path file, byte[] content, Instant modified) {
        var named = NAME.matcher(file.getFileName().toString());
        if (!named.matches()) return Optional.empty();
        String backend = named.group(1);
        if (named.group(3) != null) return Optional.of(unreadable(backend, content, modified));
        String text = new String(content, StandardCharsets.UTF_8);
        var correction = CORRECTION.matcher(text);
        boolean corrected = correction.find();
        boolean damaged =
                corrected && correction.group(1) != null && !correction.group(1).equals("0");
        if (corrected) text = text.substring(0, correction.start()) + '\n';
        if (FirmwareTime.isIn(backend, named.group(2))) {
            return Optional.of(headed(backend, FirmwareTime.of(named.group(2)), text, damaged));
        }
        return Optional.of(headed(backend, file, text, modified, damaged));
    }

    /** Firmware keeps a dump in many small variables, whose names tell when it was written. */
    static PstoreFile headed(String backend, Instant at, String text, boolean damaged) {
        var plain = plain(backend, at, text, damaged);
        String dump = EventId.hash("firmware", Long.toString(at.getEpochSecond()), plain.reason + '#' + plain.count);
        return plain.of(dump);
    }

    /** A record of ramoops is a dump; those of other backends belong together if they lie together. */
    private static PstoreFile headed(String backend, Path file, String text, Instant modified, boolean damaged) {
        var plain = plain(backend, modified, text, damaged);
        var folder = file.getParent();
        String where = backend.equals("ramoops") || folder == null ? plain.text : folder.toString();
        return plain.of(EventId.hash("record", plain.reason + '#' + plain.count, where));
    }

    private static PstoreFile plain(String backend, Instant at, String text, boolean damaged) {
        var header = HEADER.matcher(text);
        if (!header.find()) return new PstoreFile(backend, "", at, "Unknown", 0, 1, text, damaged);
        return new PstoreFile(
                backend,
                "",
                at,
                header.group(1),
                Integer.parseInt(header.group(2)),
                Integer.parseInt(header.group(3)),
                text.substring(header.end()),
                damaged);
    }

    /** The kernel could not decompress it, and neither can anybody without that kernel's settings. */
    private static PstoreFile unreadable(String backend, byte[] content, Instant modified) {
        String dump = EventId.hash("unreadable", HexFormat.of().formatHex(content));
        return new PstoreFile(backend, dump, modified, "Unreadable", 0, 1, "", true);
    }

    private PstoreFile of(String dumpOfPart) {
        return new PstoreFile(backend, dumpOfPart, at, reason, count, part, text, damaged);
    }
}
