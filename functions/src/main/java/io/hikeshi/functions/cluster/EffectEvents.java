package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.sensor.event.Text;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A Kubernetes Event ({@code events.k8s.io/v1}) for every effect, one an action however often it is delivered. */
public final class EffectEvents {
    private static final Logger LOG = Logger.getLogger(EffectEvents.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** Nodes have no namespace; the API server wants their Events here. */
    private static final String NODES = "default";
    /** The API server's bound is 1 kB. */
    private static final int NOTE_BYTES = 1000;

    private final Clock clock;
    private final String instance;
    private final Counter failures;

    /** @param instance which process reports, such as the pod's name */
    public EffectEvents(Clock clock, String instance, Counter failures) {
        this.clock = clock;
        this.instance = instance;
        this.failures = failures;
    }

    /** Never fails the action: what was done is done, whether or not its Event could be written. */
    public void write(Api api, Attempt attempt, HasMetadata object) {
        write(api, attempt, reference(object));
    }

    /** The same for one of many objects that the action changed. */
    public void writeEach(Api api, Attempt attempt, HasMetadata object) {
        write(api, attempt, reference(object), "-" + object.getMetadata().getUid());
    }

    /** The same for an object that was not read. */
    public void write(Api api, Attempt attempt, ObjectReference regarding) {
        write(api, attempt, regarding, "");
    }

    private void write(Api api, Attempt attempt, ObjectReference regarding, String suffix) {
        var namespace = regarding.getNamespace() == null ? NODES : regarding.getNamespace();
        var event = event(attempt, namespace, regarding);
        event.getMetadata().setName(event.getMetadata().getName() + suffix);
        try {
            api.create("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events", event);
        } catch (ApiFailure e) {
            if (!e.isConflict()) count(attempt, e);
        } catch (TryAgain e) {
            count(attempt, e);
        }
    }

    private void count(Attempt attempt, RuntimeException why) {
        failures.increment();
        LOG.warnf(
                "dropped kubernetes event action=%s reason=%s",
                attempt.request().action(), why.getMessage());
    }

    Event event(Attempt attempt, String namespace, ObjectReference regarding) {
        var request = attempt.request();
        return new EventBuilder()
                .withNewMetadata()
                .withName("hikeshi-" + request.id())
                .withNamespace(namespace)
                .addToAnnotations(Marks.INCIDENT, request.incident())
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withAction(request.action())
                .withReason(reason(request.action()))
                .withType("Warning")
                .withNote(note(attempt))
                .withRegarding(regarding)
                .withRelated(related(attempt, regarding))
                .withReportingController("hikeshi.io/functions")
                .withReportingInstance(instance)
                .build();
    }

    /** In words that are the same at every delivery. */
    private static String note(Attempt attempt) {
        var note = "%s %s: %s"
                .formatted(
                        attempt.request().action(),
                        attempt.origin(),
                        Text.printable(attempt.request().cause().title(), 500));
        var bytes = note.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NOTE_BYTES) return note;
        return new String(bytes, 0, NOTE_BYTES - 3, StandardCharsets.UTF_8).replaceFirst("\ufffd$", "");
    }

    /** {@code cordon-node} is {@code CordonNode}. */
    private static String reason(String action) {
        return Arrays.stream(action.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static @Nullable ObjectReference related(Attempt attempt, ObjectReference regarding) {
        if ("Node".equals(regarding.getKind())) return null;
        return node(attempt.request().cause().node());
    }

    /** A node that was not read. */
    public static ObjectReference node(String name) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(name)
                .build();
    }

    private static ObjectReference reference(HasMetadata object) {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build();
    }
}
