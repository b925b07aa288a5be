package io.hikeshi.responder.app;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The responder with a sensor's channel beside it, over the local transport. */
public class InOneProcess implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hikeshi.transport", "local",
                "hikeshi.kubernetes", "false",
                "hikeshi.responder.rules", "src/test/rules",
                "quarkus.http.test-port", "0",
                "mp.messaging.outgoing.events-out.connector", "hikeshi-local");
    }
}
