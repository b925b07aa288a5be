package io.hikeshi.tests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the API server was asked and answered, oldest first. */
final class AuditLog {
    /** Bodies of writes, so that a test can see what one patch held; neither heartbeats nor health checks. */
    static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived, ResponseStarted]
            rules:
            - level: None
              nonResourceURLs: ["/readyz*", "/healthz*", "/livez*", "/version", "/openapi/*", "/apis*", "/api"]
            - level: None
              resources: [{group: coordination.k8s.io, resources: [leases]}]
            - level: None
              resources: [{group: "", resources: [serviceaccounts/token]}]
            - level: Request
              verbs: [create, update, patch, delete, deletecollection]
            - level: Metadata
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    List<AuditRecord> records() {
        if (!Files.exists(file)) return List.of();
        return wholeLines().lines().map(AuditLog::parse).toList();
    }

    /** The server may be writing the last line right now. */
    private String wholeLines() {
        try {
            var text = new String(Files.readAllBytes(file), UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the audit log " + file, e);
        }
    }

    private static AuditRecord parse(String line) {
        try {
            return AuditRecord.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not an audit event: " + line, e);
        }
    }
}
