package io.hikeshi.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One answered request, from the API server's audit log ({@code audit.k8s.io/v1}, stage ResponseComplete). What a request
 * does not have is empty: a list has no name, a node has no namespace.
 *
 * @param auditId the request's Audit-ID header, or one that the server gave it
 * @param verb such as {@code patch}, {@code list}
 * @param resource such as {@code pods}
 * @param subresource such as {@code eviction}
 * @param user who it was done as; {@code system:serviceaccount:<namespace>:<name>} for a ServiceAccount
 * @param code the HTTP status
 * @param body what a writing request sent, as JSON; empty for a reading one
 */
public record AuditRecord(
        String auditId,
        String verb,
        String resource,
        String subresource,
        String namespace,
        String name,
        String user,
        String userAgent,
        int code,
        String body) {

    static AuditRecord of(JsonNode event) {
        var object = event.path("objectRef");
        var body = event.path("requestObject");
        return new AuditRecord(
                event.path("auditID").asText(),
                event.path("verb").asText(),
                object.path("resource").asText(),
                object.path("subresource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.path("user").path("username").asText(),
                event.path("userAgent").asText(),
                event.path("responseStatus").path("code").asInt(),
                body.isMissingNode() ? "" : body.toString());
    }
}
