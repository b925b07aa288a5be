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
    static final int LONGEST_IMAGE = 1024;

    public Container {
        Text.requireName("container id", id);
        if (name != null) Text.requireName("container name", name);
        if (image != null) image = Text.cut(image, LONGEST_IMAGE);
    }

    List<String> absent() {
        var absent = new ArrayList<String>();
        if (name == null) absent.add("container.name");
        if (image == null) absent.add("container.image");
        return absent;
    }
}
