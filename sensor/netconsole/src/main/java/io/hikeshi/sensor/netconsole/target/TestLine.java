package io.hikeshi.sensor.netconsole.target;

import io.hikeshi.sensor.netconsole.wire.Line;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line by which a machine finds out whether its log arrives. It is either text, written to {@code /dev/kmsg} with the
 * facility of user space so that nobody can take it for a panic, or any line of a target whose userdata names the test.
 *
 * <p>A receiver remembers it for some minutes and answers {@code GET /netconsole/tests/<token>} with 200 and a
 * {@link TestSeen} in JSON, or with 404.
 *
 * @param token 16 hexadecimal digits, different in every test
 */
public record TestLine(String token) {
    /** The key of a target's userdata that holds the token. */
    public static final String USERDATA_KEY = "hikeshi-test";

    private static final String TEXT = "hikeshi: netconsole test ";
    private static final int TOKEN_BYTES = 8;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{16}");

    public TestLine {
        if (!TOKEN.matcher(token).matches()) throw new IllegalArgumentException("a test's token is 16 hex digits");
    }

    public static TestLine random() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new TestLine(HexFormat.of().formatHex(token));
    }

    /** Empty if the line is no test, as almost none is: cheap enough to be asked of each. */
    public static Optional<TestLine> parse(Line line) {
        if (line.text().startsWith(TEXT))
            return ofToken(line.text().substring(TEXT.length()).strip());
        String token = line.dictionary().get(USERDATA_KEY);
        return token == null ? Optional.empty() : ofToken(token);
    }

    /** Empty if no test has such a token. */
    public static Optional<TestLine> ofToken(String token) {
        return TOKEN.matcher(token).matches() ? Optional.of(new TestLine(token)) : Optional.empty();
    }

    public String text() {
        return TEXT + token;
    }
}
