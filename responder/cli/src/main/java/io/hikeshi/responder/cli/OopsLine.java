package io.hikeshi.responder.cli;

import com.fasterxml.jackson.core.JsonFactory;
import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.netconsole.title.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What one file of console output reports. */
record OopsLine(String file, Report report) {
    private static final int LONGEST_TITLE = 400;

    /** For people: the title, or that there is none, and what a script would ask next. */
    String text() {
        String title = report.title().isEmpty() ? "nothing reported" : report.title();
        String panic = report.panicked() ? ", panicked" : "";
        String doubt = report.corrupted() ? ", lines are missing or mixed up" : "";
        return Text.quoted(file) + ": " + Text.printable(title, LONGEST_TITLE) + " (" + kind() + panic + doubt + ")";
    }

    String json() {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeBooleanField("panicked", report.panicked());
            json.writeStringField("title", report.title());
            json.writeFieldName("alternatives");
            json.writeArray(
                    report.alternatives().toArray(String[]::new),
                    0,
                    report.alternatives().size());
            json.writeStringField("kind", kind());
            json.writeStringField("fingerprint", report.fingerprint());
            json.writeBooleanField("corrupted", report.corrupted());
            json.writeFieldName("frames");
            json.writeArray(
                    report.frames().toArray(String[]::new), 0, report.frames().size());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON of " + Text.quoted(file), e);
        }
        return text.toString();
    }

    private String kind() {
        return report.kind().word();
    }
}
