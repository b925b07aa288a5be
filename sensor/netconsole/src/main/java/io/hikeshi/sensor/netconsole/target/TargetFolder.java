package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One target as configfs has it: a folder whose files can be changed only while the target is not enabled. */
final class TargetFolder {
    private static final String ON = "1";
    private static final String OFF = "0";

    private final Path path;
    private final Tree tree;

    TargetFolder(Path path, Tree tree) {
        this.path = path;
        this.tree = tree;
    }

    boolean exists() {
        return tree.exists(path);
    }

    /** Where it sends to; empty if that cannot be told. */
    Optional<Endpoint> receiver() {
        try {
            var address = Endpoint.literal(tree.read(path.resolve("remote_ip")));
            return Optional.of(new Endpoint(address, Integer.parseInt(tree.read(path.resolve("remote_port")))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<NodeNonce> nonce() throws IOException {
        var value = userdata(NodeNonce.USERDATA_KEY).resolve("value");
        return tree.exists(value) ? NodeNonce.of(tree.read(value)) : Optional.empty();
    }

    /** The files that are not as they should be; empty if all are. */
    List<String> differences(Target target) throws IOException {
        var different = new ArrayList<String>();
        for (var wanted : filesOf(target).entrySet()) {
            if (!isSame(readOrNothing(wanted.getKey()), wanted.getValue())) different.add(name(wanted.getKey()));
        }
        if (!isEnabled()) different.add(name(enabled()));
        return different;
    }

    /** Writes it down and enables it. If the kernel refuses, a new target is gone again, and an old one as it was. */
    void become(Target target) throws IOException {
        boolean isNew = !exists();
        if (isNew) tree.make(path);
        boolean wasEnabled = isEnabled();
        var before = presentFilesOf(target);
        try {
            set(filesOf(target), true);
        } catch (IOException e) {
            undo(isNew, before, wasEnabled, e);
            throw e;
        }
    }

    void remove() throws IOException {
        disable();
        if (hasUserdata()) {
            for (var key : tree.folders(path.resolve("userdata"))) tree.remove(userdata(key));
        }
        tree.remove(path);
    }

    boolean hasUserdata() {
        return tree.exists(path.resolve("userdata"));
    }

    /** Enabling makes the kernel say so in a line of its own, which then carries the test. */
    void restartFor(TestLine test) throws IOException {
        disable();
        try {
            write(userdata(TestLine.USERDATA_KEY).resolve("value"), test.token());
        } finally {
            tree.write(enabled(), ON);
        }
    }

    void forgetTest() throws IOException {
        var key = userdata(TestLine.USERDATA_KEY);
        if (tree.exists(key)) tree.remove(key);
    }

    /** By path; without those that this kernel does not have. */
    private Map<Path, String> filesOf(Target target) {
        var files = new LinkedHashMap<Path, String>();
        target.attributes().forEach((file, value) -> files.put(path.resolve(file), value));
        if (!tree.exists(path.resolve("release"))) files.remove(path.resolve("release"));
        var nonce = target.nonce();
        if (nonce != null && hasUserdata()) {
            files.put(userdata(NodeNonce.USERDATA_KEY).resolve("value"), nonce.text());
        }
        return files;
    }

    private Map<Path, String> presentFilesOf(Target target) throws IOException {
        var files = new LinkedHashMap<Path, String>();
        for (var file : filesOf(target).keySet()) {
            if (tree.exists(file)) files.put(file, tree.read(file));
        }
        return files;
    }

    private void set(Map<Path, String> files, boolean enable) throws IOException {
        disable();
        for (var file : files.entrySet()) write(file.getKey(), file.getValue());
        if (enable) tree.write(enabled(), ON);
    }

    private void undo(boolean isNew, Map<Path, String> before, boolean wasEnabled, IOException why) {
        try {
            if (isNew) remove();
            else set(before, wasEnabled);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** A value of userdata lies in a folder of its own, which somebody has to make; all other files are there. */
    private void write(Path file, String value) throws IOException {
        if (!tree.exists(file)) tree.make(file.resolveSibling(""));
        tree.write(file, value);
    }

    private void disable() throws IOException {
        // The kernel refuses to disable what is not enabled.
        if (isEnabled()) tree.write(enabled(), OFF);
    }

    private boolean isEnabled() throws IOException {
        return tree.read(enabled()).equals(ON);
    }

    private Path enabled() {
        return path.resolve("enabled");
    }

    private Path userdata(String key) {
        return path.resolve("userdata").resolve(key);
    }

    private String readOrNothing(Path file) throws IOException {
        return tree.exists(file) ? tree.read(file) : "";
    }

    private String name(Path file) {
        return path.relativize(file).toString();
    }

    /** An IPv6 address can be written in several ways. */
    private static boolean isSame(String is, String wanted) {
        if (is.equalsIgnoreCase(wanted)) return true;
        if (is.indexOf(':') < 0) return false;
        try {
            return Endpoint.literal(is).equals(Endpoint.literal(wanted));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
