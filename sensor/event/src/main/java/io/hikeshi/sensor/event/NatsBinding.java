package io.hikeshi.sensor.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents as NATS messages: the NATS protocol binding 1.0.3. We send binary mode, where each attribute is a header
 * {@code ce-<name>}, {@code ce-datacontenttype} included. We read both modes, and what sdk-go sends: a
 * {@code Content-Type} header, values that are not percent-encoded, names in any case.
 */
public final class NatsBinding {
    private static final String PREFIX = "ce-";
    private static final String SPECVERSION = PREFIX + "specversion";
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";

    private static final int MOST_HEADERS = 64;
    private static final int LONGEST_VALUE = 4096;
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,64}");
    private static final String WHAT = "a CloudEvent from a NATS message";

    private NatsBinding() {}

    /** The headers of binary mode; the body is {@link #body}. */
    public static Map<String, String> headers(CloudEvent event) {
        var headers = new LinkedHashMap<String, String>();
        for (String name : event.getAttributeNames()) put(headers, name, event.getAttribute(name));
        for (String name : event.getExtensionNames()) put(headers, name, event.getExtension(name));
        return headers;
    }

    /** The body of binary mode: the data alone. */
    public static byte[] body(CloudEvent event) {
        var data = event.getData();
        return data == null ? new byte[0] : data.toBytes();
    }

    /**
     * The event that a message carries in either mode.
     *
     * @throws MalformedEvent if it is no CloudEvent, or beyond bounds
     */
    public static CloudEvent read(Map<String, String> headers, byte[] body) {
        BoundedJson.requireSize(WHAT, body.length);
        var lowered = lowered(headers);
        var contentType = lowered.get(CONTENT_TYPE);
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
            return structured(contentType, body);
        }
        if (!lowered.containsKey(SPECVERSION)) {
            throw new MalformedEvent(
                    WHAT, "headers", "neither ce-specversion nor a content-type of " + StructuredJson.CONTENT_TYPE);
        }
        return binary(lowered, body);
    }

    private static CloudEvent structured(String contentType, byte[] body) {
        var essence = contentType.split(";", 2)[0].strip();
        if (essence.equalsIgnoreCase(StructuredJson.CONTENT_TYPE)) return StructuredJson.read(body);
        throw new MalformedEvent(
                WHAT, CONTENT_TYPE, "only " + StructuredJson.CONTENT_TYPE + " is read, not " + essence);
    }

    private static CloudEvent binary(Map<String, String> headers, byte[] body) {
        var version = headers.get(SPECVERSION);
        if (!SpecVersion.V1.toString().equals(version)) {
            throw new MalformedEvent(WHAT, SPECVERSION, "only 1.0 is read, not " + version);
        }
        var builder = CloudEventBuilder.v1();
        try {
            var plainType = headers.get(CONTENT_TYPE);
            if (plainType != null) builder.withDataContentType(plainType);
            headers.forEach((name, value) -> take(builder, name, value));
            if (body.length > 0) builder.withData(body);
            return builder.build();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            throw new MalformedEvent(WHAT, "headers", MalformedEvent.reason(e), e);
        }
    }

    private static void take(CloudEventBuilder builder, String header, String value) {
        if (!header.startsWith(PREFIX) || header.equals(SPECVERSION)) return;
        var name = header.substring(PREFIX.length());
        if (ATTRIBUTE.matcher(name).matches()) builder.withContextAttribute(name, PercentCode.decode(value));
    }

    private static Map<String, String> lowered(Map<String, String> headers) {
        if (headers.size() > MOST_HEADERS) {
            throw new MalformedEvent(WHAT, "headers", headers.size() + " are more than " + MOST_HEADERS);
        }
        var lowered = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            var shown = Text.quoted(name);
            if (value.length() > LONGEST_VALUE) {
                throw new MalformedEvent(WHAT, shown, value.length() + " characters are more than " + LONGEST_VALUE);
            }
            if (lowered.put(name.toLowerCase(Locale.ROOT), value) != null) {
                throw new MalformedEvent(WHAT, shown, "stands there twice");
            }
        });
        return lowered;
    }

    private static void put(Map<String, String> headers, String name, @Nullable Object value) {
        if (value == null) return;
        headers.put(PREFIX + name, PercentCode.encode(value.toString()));
    }
}
