package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The netconsole targets of a machine, below {@code /sys/kernel/config/netconsole}
 * (Documentation/networking/netconsole.rst, "Dynamic reconfiguration"). Changes none but {@code hikeshi-<n>}.
 */
public final class Targets {
    private static final String PREFIX = "hikeshi-";
    private static final Pattern OURS = Pattern.compile(PREFIX + "\\d{1,3}");

    private final Path folder;
    private final Tree tree;

    Targets(Path folder, Tree tree) {
        this.folder = folder;
        this.tree = tree;
    }

    public static Targets of(Host host) {
        return new Targets(host.targets(), new Tree());
    }

    static String name(int number) {
        return PREFIX + number;
    }

    /** Whether the kernel lets targets be made here. */
    public boolean areSupported() {
        return tree.exists(folder);
    }

    public List<String> ours() throws IOException {
        return names().stream().filter(name -> OURS.matcher(name).matches()).toList();
    }

    /** Those that somebody else made. */
    List<String> others() throws IOException {
        return names().stream().filter(name -> !OURS.matcher(name).matches()).toList();
    }

    /** The nonce that our targets send already. */
    Optional<NodeNonce> nonce() throws IOException {
        for (var name : ours()) {
            var nonce = folder(name).nonce();
            if (nonce.isPresent()) return nonce;
        }
        return Optional.empty();
    }

    /**
     * Makes the target, or changes it if anything differs.
     *
     * @return {@code made}, {@code changed} or {@code unchanged}
     * @throws IOException if the kernel refuses; a new target is gone again then, and an old one as it was
     */
    public String apply(Target target) throws IOException {
        var present = folder(target.name());
        boolean existed = present.exists();
        if (existed && present.differences(target).isEmpty()) return "unchanged";
        present.become(target);
        return existed ? "changed" : "made";
    }

    /** @throws IllegalArgumentException if it is not one of ours */
    public void remove(String name) throws IOException {
        if (!OURS.matcher(name).matches()) throw new IllegalArgumentException(name + " is not ours");
        folder(name).remove();
    }

    TargetFolder folder(String name) {
        return new TargetFolder(folder.resolve(name), tree);
    }

    private List<String> names() throws IOException {
        return areSupported() ? tree.folders(folder) : List.of();
    }
}
