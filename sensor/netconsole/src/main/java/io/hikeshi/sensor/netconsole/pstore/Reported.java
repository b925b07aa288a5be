package io.hikeshi.sensor.netconsole.pstore;

import io.hikeshi.sensor.netconsole.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The dumps that were reported, remembered over restarts. Not safe for threads. */
final class Reported {
    private static final int MOST = 4_096;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{1,64}");

    private final StateFile file;
    private final Set<String> ids = new LinkedHashSet<>();

    private Reported(StateFile file) {
        this.file = file;
    }

    /** @throws IOException if there is such a file and it cannot be read */
    static Reported in(Path folder) throws IOException {
        var reported = new Reported(new StateFile(folder.resolve("reported-dumps")));
        reported.file.lines().stream()
                .filter(line -> ID.matcher(line).matches())
                .forEach(reported.ids::add);
        return reported;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    /** On disk once this returns. */
    void add(String id) throws IOException {
        if (!ids.add(id)) return;
        while (ids.size() > MOST) ids.remove(ids.iterator().next());
        file.write(List.copyOf(ids));
    }
}
