package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/** Pods as an API server lists them. */
final class Pods {
    private Pods() {}

    static PodBuilder running(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .withUid("uid-of-" + name)
                .withResourceVersion("7")
                .endMetadata()
                .withNewSpec()
                .withNodeName("n1")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .endStatus();
    }

    static Pod inPhase(String name, String phase) {
        return running(name).editStatus().withPhase(phase).endStatus().build();
    }

    static Pod ownedBy(String kind) {
        return running("owned")
                .editMetadata()
                .addNewOwnerReference()
                .withKind(kind)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    static Pod labelled(String label, String value) {
        return running("labelled")
                .editMetadata()
                .addToLabels(label, value)
                .endMetadata()
                .build();
    }

    static Pod mirror() {
        return running("static-n1")
                .editMetadata()
                .addToAnnotations("kubernetes.io/config.mirror", "f3a")
                .endMetadata()
                .build();
    }

    static Pod withClaim(String claim) {
        return running("writer")
                .editSpec()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .build();
    }

    static Pod withEphemeralVolume(String volume) {
        return running("writer")
                .editSpec()
                .addNewVolume()
                .withName(volume)
                .withNewEphemeral()
                .endEphemeral()
                .endVolume()
                .endSpec()
                .build();
    }
}
