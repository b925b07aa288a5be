package io.hikeshi.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A kernel as Debian ships it, in its flavour for clouds; {@code tests/harness/panic-vm/image.sh} keeps them. */
public enum StockKernel {
    /** This Debian release's own, such as 6.1. */
    STABLE,
    /** The newer one of this release's backports, such as 6.12. */
    BACKPORTS;

    /** As {@code uname -r} says it. */
    public String release() {
        return known().split(" ", 2)[0];
    }

    /** Release, then version of the package that it came in: which one it was when the image was built. */
    public String known() {
        try {
            return Files.readString(file("kernel")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read which kernel " + this + " is", e);
        }
    }

    Path file(String name) {
        return Tools.find("panic-vm/" + name().toLowerCase(Locale.ROOT) + "/" + name);
    }
}
