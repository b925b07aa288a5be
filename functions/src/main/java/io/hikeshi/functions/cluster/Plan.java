package io.hikeshi.functions.cluster;

import io.hikeshi.functions.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to be done about an object as it is now. Deciding it takes no I/O. */
public sealed interface Plan {
    /**
     * @param spec fields of the spec to set
     * @param annotations annotations to set; null for one to take away
     */
    record Change(Map<String, ?> spec, Map<String, @Nullable String> annotations) implements Plan {
        public Change {
            spec = new LinkedHashMap<>(spec);
            annotations = new LinkedHashMap<>(annotations);
        }

        /** RFC 7386; a change since {@code resourceVersion} makes the server refuse it. */
        Map<String, Object> patch(String resourceVersion) {
            var patch = new LinkedHashMap<String, Object>();
            patch.put("metadata", Map.of("resourceVersion", resourceVersion, "annotations", annotations));
            if (!spec.isEmpty()) patch.put("spec", spec);
            return patch;
        }

        /** {@code spec.unschedulable=true, annotations hikeshi.io/incident=i-1, ...}. */
        String describe() {
            var fields = spec.entrySet().stream().map(field -> "spec." + field + ", ");
            var notes = annotations.entrySet().stream().map(Object::toString);
            return fields.collect(Collectors.joining()) + "annotations " + notes.collect(Collectors.joining(", "));
        }
    }

    /** Nothing is to be changed, for a reason with a name. */
    record Leave(Result result) implements Plan {}

    /**
     * Nothing is to be changed yet.
     *
     * @param why what is waited for
     */
    record Later(String why, Duration after) implements Plan {}
}
