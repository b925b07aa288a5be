package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.EventId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds and reads rule files; what cannot be read is a problem like any other. */
final class RuleFiles {
    private static final int MOST = 256;

    private RuleFiles() {}

    /** A file itself; of a folder all {@code *.yaml} by name. */
    static List<Path> in(Path source, Problems problems) {
        if (!Files.isDirectory(source)) return List.of(source);
        try (var entries = Files.list(source)) {
            var all = entries.sorted().toList();
            all.stream()
                    .filter(RuleFiles::isMisnamed)
                    .forEach(file -> whole(
                            file,
                            "is not read: its name does not end in .yaml",
                            "rename it, or move it away",
                            problems));
            var files =
                    all.stream().filter(RuleFiles::isRuleFile).limit(MOST + 1L).toList();
            if (files.isEmpty()) whole(source, "the folder has no *.yaml", "put a rule file there", problems);
            if (files.size() > MOST) whole(source, "more than " + MOST + " files", "join some", problems);
            return files;
        } catch (IOException e) {
            whole(source, "cannot list the folder: " + e, "make it readable", problems);
            return List.of();
        }
    }

    /** A mounted ConfigMap holds {@code ..data} and {@code ..2026_...} beside its files; editors leave {@code .x.yaml}. */
    private static boolean isRuleFile(Path entry) {
        var name = entry.getFileName().toString();
        return name.endsWith(".yaml") && !name.startsWith(".") && Files.isRegularFile(entry);
    }

    /** Somebody believes that it is in force. */
    private static boolean isMisnamed(Path entry) {
        var name = entry.getFileName().toString();
        return name.endsWith(".yml") && !name.startsWith(".");
    }

    static Optional<YamlFile> read(Path path, Problems problems) {
        if (!Files.exists(path))
            return whole(path, "there is no such file", "name a rule file, or a folder of them", problems);
        try (var file = Files.newInputStream(path)) {
            var bytes = file.readNBytes(YamlFile.LARGEST + 1);
            if (bytes.length > YamlFile.LARGEST) {
                return whole(
                        path, "larger than " + YamlFile.LARGEST + " bytes", "split it into several files", problems);
            }
            return Optional.of(new YamlFile(path.toString(), decode(bytes)));
        } catch (CharacterCodingException e) {
            return whole(path, "not UTF-8", "save it as UTF-8", problems);
        } catch (IOException e) {
            return whole(path, "cannot be read: " + e, "make it readable", problems);
        }
    }

    /** Empty if it cannot be read. */
    static String digest(Path path) {
        try (var file = Files.newInputStream(path)) {
            return EventId.hash(new String(file.readNBytes(YamlFile.LARGEST + 1), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return "";
        }
    }

    static String decode(byte[] bytes) throws CharacterCodingException {
        var text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Optional<YamlFile> whole(Path path, String what, String remedy, Problems problems) {
        problems.add(path.toString(), 0, 0, what, remedy);
        return Optional.empty();
    }
}
