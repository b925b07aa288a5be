package io.hikeshi.functions;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.sensor.event.Text;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a request.
 *
 * @param cluster the cluster whose responder asks
 * @param number counts deliveries, from 1
 */
public record Attempt(ActionRequest request, String cluster, int number) {
    private static final int LONGEST_REASON = 250;

    /** Whether nothing may be changed. */
    public boolean isShow() {
        return request.mode() == ActionRequest.Mode.SHOW;
    }

    /** What every request to the API server carries. */
    public String auditId() {
        return request.auditId(number);
    }

    public @Nullable String setting(String name) {
        return request.with().get(name);
    }

    /** Whether a switch is on; a word that is neither true nor false counts as off. */
    public boolean isOn(String name) {
        return "true".equals(request.with().get(name));
    }

    /** One printable line for people: why this is done. */
    public String reason() {
        return Text.printable(request.cause().title(), LONGEST_REASON);
    }

    /** {@code for incident i-1 by rule "segfault"}: what every text about an effect ends with. */
    public String origin() {
        return "for incident " + request.incident() + " by rule " + Text.quoted(request.rule());
    }

    Set<String> settingsBeyond(Set<String> known) {
        var unknown = new TreeSet<>(request.with().keySet());
        unknown.removeAll(known);
        return unknown;
    }
}
