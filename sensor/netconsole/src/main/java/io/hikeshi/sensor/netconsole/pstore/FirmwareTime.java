package io.hikeshi.sensor.netconsole.pstore;

import java.time.Instant;

/** {@code generic_id} in drivers/firmware/efi/efi-pstore.c: (seconds * 100 + part) * 1000 + count. */
final class FirmwareTime {
    private static final int DIGITS_OF_PART_AND_COUNT = 5;
    private static final int MOST_DIGITS = 18;

    private FirmwareTime() {}

    static boolean isIn(String backend, String number) {
        return backend.startsWith("efi")
                && number.length() > DIGITS_OF_PART_AND_COUNT
                && number.length() <= MOST_DIGITS;
    }

    static Instant of(String number) {
        return Instant.ofEpochSecond(Long.parseLong(number.substring(0, number.length() - DIGITS_OF_PART_AND_COUNT)));
    }
}
