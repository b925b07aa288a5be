package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.event.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of pstore: {@code dmesg-<backend>-<id>}, begun by a line {@code Panic#1 Part2} ({@code pstore_dump} in
 * fs/pstore/platform.c).
 *
 * @param part 1 is the newest
 */
record PstoreFile(
        String backend,
        String number,
        Instant modified,
        String reason,
        int count,
        int part,
        String text,
        boolean damaged) {
    private static final Pattern NAME = Pattern.compile("dmesg-([a-z0-9_]{1,32})-(\\d{1,20})(\\.enc\\.z)?");
    private static final Pattern HEADER = Pattern.compile("^(\\w{1,16})#(\\d{1,9}) Part(\\d{1,9})\n");

    /** {@code ramoops_pstore_read} in fs/pstore/ram.c adds what error correction found. */
    private static final Pattern CORRECTION =
            Pattern.compile("\n*ECC: (?:No errors detected|\\d+ Corrected bytes, (\\d+) unrecoverable blocks)\n?$");

    /** Empty if this is no dump of the kernel's log. */
    static Optional<PstoreFile> of(String name, byte[] content, Instant modified) {
        var named = NAME.matcher(name);
        if (!named.matches()) return Optional.empty();
        if (named.group(3) != null) return Optional.of(unreadable(named.group(1), named.group(2), content, modified));
        String text = new String(content, StandardCharsets.UTF_8);
        var correction = CORRECTION.matcher(text);
        boolean corrected = correction.find();
        boolean damaged =
                corrected && correction.group(1) != null && !correction.group(1).equals("0");
        if (corrected) text = text.substring(0, correction.start()) + '\n';
        var header = HEADER.matcher(text);
        if (!header.find()) {
            return Optional.of(
                    new PstoreFile(named.group(1), named.group(2), modified, "Unknown", 0, 1, text, damaged));
        }
        return Optional.of(new PstoreFile(
                named.group(1),
                named.group(2),
                modified,
                header.group(1),
                Integer.parseInt(header.group(2)),
                Integer.parseInt(header.group(3)),
                text.substring(header.end()),
                damaged));
    }

    /** Files with the same key are parts of one dump. Firmware variables carry time, part and count in one number. */
    String dumpKey() {
        String common = backend + ' ' + reason + '#' + count;
        if (isFirmware()) return common + ' ' + seconds();
        return backend.equals("ramoops") ? common + ' ' + number : common;
    }

    Instant writtenAt() {
        return isFirmware() ? Instant.ofEpochSecond(seconds()) : modified;
    }

    /** {@code generic_id} in drivers/firmware/efi/efi-pstore.c: (seconds * 100 + part) * 1000 + count. */
    private long seconds() {
        return Long.parseLong(number) / 100_000;
    }

    private boolean isFirmware() {
        return backend.startsWith("efi") && number.length() > 5 && number.length() < 19;
    }

    /** The kernel could not decompress it, and neither can anybody without that kernel's settings. */
    private static PstoreFile unreadable(String backend, String number, byte[] content, Instant modified) {
        String mark = EventId.hash(HexFormat.of().formatHex(content));
        return new PstoreFile(backend, number, modified, "Unreadable-" + mark, 0, 1, "", true);
    }
}
