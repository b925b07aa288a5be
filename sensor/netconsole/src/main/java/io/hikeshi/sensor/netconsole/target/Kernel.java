package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a machine's kernel matters to netconsole.
 *
 * @param release such as {@code 6.12.1-amd64}; empty if not known
 * @param loglevel of consoles: lines of this level and above (less urgent) are kept back; -1 if not known
 * @param printsTimes at the beginning of lines; only the basic format depends on it
 * @param panicSeconds from a panic to the reboot; 0 never, less than 0 at once
 * @param bootTarget a netconsole target stands on its command line
 * @param netconsole whether it has that
 */
record Kernel(
        String release,
        int loglevel,
        boolean printsTimes,
        int panicSeconds,
        boolean bootTarget,
        Netconsole netconsole) {
    enum Netconsole {
        /** Running, loaded or built in. */
        PRESENT,
        LOADABLE,
        /** Not among this kernel's modules. */
        ABSENT,
        /** The modules cannot be seen from here. */
        UNKNOWN
    }

    /** {@code console_loglevel} at which nothing is kept back but debugging. */
    static final int TALKATIVE = 7;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final Pattern BOOT_TARGET = Pattern.compile("(?:^|\\s)\"?(?:netconsole\\.)?netconsole=");
    private static final String MODULE = "/netconsole.ko";

    static Kernel read(Host host) {
        var settings = host.proc().resolve("sys/kernel");
        String release = SmallFile.readOr("", settings.resolve("osrelease"));
        return new Kernel(
                release,
                SmallFile.number(settings.resolve("printk"), -1),
                !SmallFile.readOr("Y", host.sys().resolve("module/printk/parameters/time"))
                        .equals("N"),
                SmallFile.number(settings.resolve("panic"), 0),
                BOOT_TARGET
                        .matcher(SmallFile.readOr("", host.proc().resolve("cmdline")))
                        .find(),
                netconsole(host, host.modules().resolve(release.isEmpty() ? "unknown" : release)));
    }

    /** Since Linux 6.6 a target may say its kernel's release in every line. */
    boolean sendsRelease() {
        return isAtLeast(6, 6);
    }

    /** Since Linux 6.9 a target has userdata, which holds the nonce. */
    boolean hasUserdata() {
        return isAtLeast(6, 9);
    }

    private boolean isAtLeast(int major, int minor) {
        var version = VERSION.matcher(release);
        if (!version.lookingAt()) return false;
        int has = Integer.parseInt(version.group(1));
        return has > major || (has == major && Integer.parseInt(version.group(2)) >= minor);
    }

    private static Netconsole netconsole(Host host, Path modules) {
        if (Files.isDirectory(host.sys().resolve("module/netconsole")) || Files.isDirectory(host.targets())) {
            return Netconsole.PRESENT;
        }
        if (names(modules.resolve("modules.builtin"))) return Netconsole.PRESENT;
        if (!Files.isReadable(modules.resolve("modules.dep"))) return Netconsole.UNKNOWN;
        return names(modules.resolve("modules.dep")) ? Netconsole.LOADABLE : Netconsole.ABSENT;
    }

    private static boolean names(Path list) {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.anyMatch(line -> line.split(":", 2)[0].contains(MODULE));
        } catch (IOException e) {
            return false;
        }
    }
}
