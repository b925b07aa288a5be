package io.hikeshi.sensor.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container that a process ran in.
 *
 * @param id the runtime's id, as the cgroup path names it
 * @param name its name in the pod; null until the API server was asked
 * @param image the image as the pod's spec names it; null until the API server was asked
 */
public record Container(
        String id, @Nullable String name, @Nullable String image) {
    public Container {
        if (id.isEmpty()) throw new IllegalArgumentException("container without an id");
    }

    List<String> absent() {
        var absent = new ArrayList<String>();
        if (name == null) absent.add("container.name");
        if (image == null) absent.add("container.image");
        return absent;
    }
}
