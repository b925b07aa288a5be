package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.hikeshi.sensor.event.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerTest {
    @ParameterizedTest
    @CsvSource({
        "ReplicaSet, web-5d4f8c, Deployment/web",
        "ReplicaSet, web, ReplicaSet/web",
        "Job, report-29394600, CronJob/report",
        "Job, report-20251121, Job/report-20251121",
        "Job, migrate, Job/migrate",
        "StatefulSet, db, StatefulSet/db",
    })
    void looksThroughWhatOnlyStandsBetween(String kind, String name, String workload) {
        assertThat(Owner.of(ownedBy(kind, name))).extracting(Workload::describe).isEqualTo(workload);
    }

    @Test
    void knowsNoOwnerOfAPodThatSomebodyMadeByHand() {
        assertThat(Owner.of(new ObjectMetaBuilder().withName("web").build())).isNull();
    }

    private static ObjectMeta ownedBy(String kind, String name) {
        return new ObjectMetaBuilder()
                .withName("web-1")
                .withCreationTimestamp("2025-11-21T10:00:05Z")
                .addToLabels("pod-template-hash", "5d4f8c")
                .addNewOwnerReference()
                .withKind(kind)
                .withName(name)
                .withController(true)
                .endOwnerReference()
                .build();
    }
}
