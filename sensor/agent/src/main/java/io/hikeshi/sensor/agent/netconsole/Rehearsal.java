package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.netconsole.Assembler;
import io.hikeshi.sensor.netconsole.Finding;
import io.hikeshi.sensor.netconsole.Limits;
import io.hikeshi.sensor.netconsole.Source;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does once, before it matters, what a panic will ask for: classes that are not loaded yet cost the first one 100 ms. */
final class Rehearsal {
    private static final Source NOBODY = Source.of("0.0.0.0", 0);
    private static final Map<Format, List<String>> LAST_WORDS = Map.of(
            Format.EXTENDED,
            List.of(
                    "4,1,1000000,-;CPU: 0 PID: 1 Comm: rehearsal Not tainted 6.1.0 #1\n",
                    "0,2,1000001,-;Kernel panic - not syncing: rehearsal\n",
                    "4,3,1000002,-;Call Trace:\n",
                    "4,4,1000003,-; panic+0x1/0x2\n",
                    "4,5,1000004,-; rehearse+0x1/0x2\n",
                    "0,6,1000005,-;---[ end Kernel panic - not syncing: rehearsal ]---\n"),
            Format.BASIC,
            List.of(
                    "[    1.000001] Kernel panic - not syncing: rehearsal\n",
                    "[    1.000005] ---[ end Kernel panic - not syncing: rehearsal ]---\n"));

    private final Attribution attribution;

    Rehearsal(Attribution attribution) {
        this.attribution = attribution;
    }

    /** @return what would have been told, encoded and thrown away */
    List<NodeEvent> play() {
        var events = new ArrayList<NodeEvent>();
        LAST_WORDS.forEach((format, words) -> events.addAll(play(format, words)));
        events.forEach(EventCodec::encode);
        return events;
    }

    private List<NodeEvent> play(Format format, List<String> words) {
        var assembler = new Assembler(Limits.DEFAULT);
        var events = new ArrayList<NodeEvent>();
        for (String line : words) {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            assembler.receive(NOBODY, bytes, bytes.length, 0).forEach(found -> events.add(event(found, format)));
        }
        long later = Duration.ofSeconds(1).toMillis();
        assembler.tick(later).forEach(found -> events.add(event(found, format)));
        assembler.tick(2 * later).forEach(found -> events.add(event(found, format)));
        return events;
    }

    private NodeEvent event(Finding found, Format format) {
        var witness = attribution.of(NOBODY, format, Map.of());
        if (found instanceof Finding.Panicked panicked) return PanicEvents.early(panicked, witness, Instant.EPOCH);
        if (found instanceof Finding.PanicReported reported) {
            return PanicEvents.report(reported, witness, 0, Instant.EPOCH);
        }
        throw new IllegalStateException("a rehearsal has no " + found.getClass());
    }
}
