package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.hikeshi.functions.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What Hikeshi writes on an object, and reads there. */
public final class Marks {
    public static final String INCIDENT = "hikeshi.io/incident";
    public static final String RULE = "hikeshi.io/rule";
    public static final String REASON = "hikeshi.io/reason";
    /** Ids of the actions done to the object, newest first: the fence against doing one twice. */
    public static final String ACTION = "hikeshi.io/action";

    private static final String IGNORE = "hikeshi.io/ignore";
    /** A redelivery comes within minutes; more than so many other actions on one object by then are a storm. */
    private static final int REMEMBERED = 16;

    private Marks() {}

    /** Whether the owner opted out by label. */
    public static boolean isIgnored(HasMetadata object) {
        var labels = object.getMetadata().getLabels();
        return labels != null && "true".equals(labels.get(IGNORE));
    }

    /** Whether this action was done to the object, by whichever delivery. */
    public static boolean isDone(HasMetadata object, Attempt attempt) {
        return set(object, ACTION).contains(attempt.request().id());
    }

    /** The annotations that go with every change. */
    public static Map<String, String> of(HasMetadata object, Attempt attempt) {
        var marks = new LinkedHashMap<String, String>();
        marks.put(INCIDENT, attempt.request().incident());
        marks.put(RULE, attempt.request().rule());
        marks.put(REASON, attempt.reason());
        var actions = new ArrayList<>(List.of(attempt.request().id()));
        actions.addAll(set(object, ACTION));
        marks.put(ACTION, newest(actions));
        return marks;
    }

    /** The first sixteen names as an annotation holds them. */
    public static String newest(Collection<String> names) {
        return names.stream().limit(REMEMBERED).collect(Collectors.joining(","));
    }

    /** An annotation that holds names, in their order; empty if there is none. */
    public static Set<String> set(HasMetadata object, String annotation) {
        var names = new LinkedHashSet<>(List.of(get(object, annotation).split(",")));
        names.remove("");
        return names;
    }

    /** Empty if there is none. */
    public static String get(HasMetadata object, String annotation) {
        var annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(annotation, "");
    }
}
