package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.util.regex.Pattern;

/** The running kernel's version as {@code uname -r} begins; vendors add to the rest, and sometimes port features back. */
record KernelVersion(int major, int minor) {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    /** @throws IllegalArgumentException if this is no Linux release */
    static KernelVersion of(String release) {
        var matcher = RELEASE.matcher(release);
        if (!matcher.matches()) throw new IllegalArgumentException("not a Linux release: " + Text.quoted(release));
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    static KernelVersion running() {
        return of(System.getProperty("os.version"));
    }

    boolean isAtLeast(int major, int minor) {
        return this.major > major || this.major == major && this.minor >= minor;
    }

    void requireAtLeast(int major, int minor, String what) throws IOException {
        if (isAtLeast(major, minor)) return;
        throw new IOException(
                what + " need Linux " + major + "." + minor + "; this is " + this.major + "." + this.minor);
    }
}
