package io.hikeshi.sensor.netconsole.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number that only a node's kernel and its receivers know: it travels in the userdata of every extended line. The Node's
 * annotation holds its hash alone, so that whoever can read Nodes cannot forge lines. It travels in clear: whoever can
 * read the network can, and so it never proves a panic by itself.
 *
 * @param text 32 hexadecimal digits
 */
public record NodeNonce(String text) {
    /** The key in a target's userdata, and so in a {@code Line}'s dictionary. */
    public static final String USERDATA_KEY = "hikeshi-nonce";

    /** The Node's annotation, whose value is {@link #registered()}. */
    public static final String ANNOTATION = "hikeshi.io/netconsole-nonce";

    private static final String ALGORITHM = "sha256:";
    private static final int BYTES = 16;
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{32}");

    public NodeNonce {
        if (!TEXT.matcher(text).matches()) throw new IllegalArgumentException("a nonce is 32 hex digits");
    }

    public static NodeNonce random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new NodeNonce(HexFormat.of().formatHex(bytes));
    }

    /** Empty if this is no nonce. */
    public static Optional<NodeNonce> of(String text) {
        return TEXT.matcher(text).matches() ? Optional.of(new NodeNonce(text)) : Optional.empty();
    }

    /** {@code sha256:} and the hash of the text in hexadecimal. */
    public String registered() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return ALGORITHM + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether this is the nonce that an annotation's value stands for. */
    public boolean isRegisteredAs(String annotation) {
        return MessageDigest.isEqual(
                registered().getBytes(StandardCharsets.US_ASCII), annotation.getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever logs a nonce gives it away. */
    @Override
    public String toString() {
        return "NodeNonce[" + registered() + ']';
    }
}
