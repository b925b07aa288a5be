package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.hikeshi.sensor.event.Text;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A person's word, as annotations of the Node. They name the boot that is over, so that the word ends with it.
 *
 * @param bootId the boot that is over
 */
record Fence(KubernetesClient client, String node, String bootId) {
    static final String FENCED = "hikeshi.io/fenced";
    private static final String BY = "hikeshi.io/fenced-by";
    private static final String AT = "hikeshi.io/fenced-at";

    private static final int TRIES = 8;
    private static final int LONGEST_NAME = 200;

    /** Who said so, and when. */
    static String by(NodeSigns signs) {
        return Text.printable("by " + signs.annotation(BY) + " at " + signs.annotation(AT), LONGEST_NAME);
    }

    /** Blocks for one renewal of the Lease; what showed that the node lives. */
    Optional<String> watch(NodeSigns before) {
        try {
            Thread.sleep(before.renewal().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("watching it was interrupted");
        }
        return NodeSigns.read(client, node).map(before::life).orElse(Optional.of("the Node is gone"));
    }

    /** False if another boot runs by now. */
    boolean set(Instant now) {
        var annotations = new LinkedHashMap<String, @Nullable String>();
        annotations.put(FENCED, bootId);
        annotations.put(BY, user());
        annotations.put(AT, now.truncatedTo(ChronoUnit.SECONDS).toString());
        return annotate(annotations, signs -> signs.bootId().equals(bootId));
    }

    /** False if there was none. */
    boolean lift() {
        var annotations = new LinkedHashMap<String, @Nullable String>();
        for (String name : new String[] {FENCED, BY, AT}) annotations.put(name, null);
        return annotate(annotations, signs -> !signs.annotation(FENCED).isEmpty());
    }

    private boolean annotate(Map<String, @Nullable String> annotations, Predicate<NodeSigns> stillRight) {
        for (int i = 1; ; i++) {
            var signs = NodeSigns.read(client, node).filter(stillRight);
            if (signs.isEmpty()) return false;
            try {
                patch(signs.get().node().getMetadata().getResourceVersion(), annotations);
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || i == TRIES) throw e;
            }
        }
    }

    private void patch(String resourceVersion, Map<String, @Nullable String> annotations) {
        var metadata = Map.of("resourceVersion", resourceVersion, "annotations", annotations);
        client.nodes()
                .withName(node)
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("metadata", metadata)));
    }

    /** As the API server knows us; a server without SelfSubjectReview is told the kubeconfig's name for us. */
    private String user() {
        try {
            var review = client.resource(new SelfSubjectReviewBuilder().build()).create();
            return review.getStatus().getUserInfo().getUsername();
        } catch (KubernetesClientException e) {
            var context = client.getConfiguration().getCurrentContext();
            return context == null
                    ? "unknown"
                    : String.valueOf(context.getContext().getUser());
        }
    }
}
