package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that behaves as netconsole's in configfs does (drivers/net/netconsole.c): a new target has its files and their
 * defaults, nothing but userdata can be changed while it is enabled, and a value must differ to enable or disable.
 */
final class FakeConfigfs extends Tree {
    final List<String> writes = new ArrayList<>();
    private final Path folder;
    private boolean hasUserdata = true;
    private String refusedValue = "";

    FakeConfigfs(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** As before Linux 6.6. */
    FakeConfigfs old() {
        hasUserdata = false;
        return this;
    }

    /** Such as a device that netpoll does not support. */
    FakeConfigfs refusing(String value) {
        refusedValue = value;
        return this;
    }

    Targets targets() {
        return new Targets(folder, this);
    }

    /** Every file of a target, userdata included. */
    Map<String, String> content(String target) throws IOException {
        var content = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder.resolve(target))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                content.put(folder.resolve(target).relativize(file).toString(), read(file));
            }
        }
        return content;
    }

    @Override
    void make(Path made) throws IOException {
        super.make(made);
        if (!folder.equals(made.getParent())) {
            Files.writeString(made.resolve("value"), "");
            return;
        }
        for (var file : List.of(
                "enabled=0",
                "extended=0",
                "dev_name=eth0",
                "local_port=6665",
                "remote_port=6666",
                "local_ip=0.0.0.0",
                "remote_ip=0.0.0.0",
                "remote_mac=ff:ff:ff:ff:ff:ff")) {
            Files.writeString(made.resolve(file.split("=", 2)[0]), file.split("=", 2)[1] + '\n');
        }
        if (!hasUserdata) return;
        Files.writeString(made.resolve("release"), "0\n");
        Files.createDirectory(made.resolve("userdata"));
    }

    @Override
    void write(Path file, String value) throws IOException {
        boolean isUserdata = file.getFileName().toString().equals("value");
        boolean isSwitch = file.endsWith("enabled");
        if (isSwitch && read(file).equals(value)) throw new IOException("Invalid argument");
        if (isSwitch && value.equals("1") && refuses(file.resolveSibling("")))
            throw new IOException("Device or resource busy");
        if (!isSwitch && !isUserdata && read(file.resolveSibling("enabled")).equals("1")) {
            throw new IOException("Invalid argument");
        }
        writes.add(folder.relativize(file) + "=" + value);
        super.write(file, value + '\n');
    }

    @Override
    void remove(Path removed) throws IOException {
        if (Files.isDirectory(removed.resolve("userdata"))
                && !folders(removed.resolve("userdata")).isEmpty()) {
            throw new IOException("Directory not empty");
        }
        try (Stream<Path> files = Files.walk(removed)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) super.remove(file);
        }
    }

    private boolean refuses(Path target) throws IOException {
        return !refusedValue.isEmpty()
                && content(target.getFileName().toString()).containsValue(refusedValue);
    }
}
