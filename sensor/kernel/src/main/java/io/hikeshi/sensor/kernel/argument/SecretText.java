package io.hikeshi.sensor.kernel.argument;

import static io.hikeshi.sensor.kernel.argument.Arguments.REDACTED;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes secrets out of a text that may hold anything: a URL, a header, a script. Time grows with the text alone. */
final class SecretText {
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY");
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@\"']{0,256}:)[^/\\s?#\"']{1,512}@");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer|basic|negotiate|token)(\\s++)[\\w.~+/=\\-]{8,}");
    /** A header or a pair of JSON: the value goes on to the quote, comma or line end. */
    private static final Pattern PAIR_BY_COLON = Pattern.compile(
            "(?<![\\w.\\-])([A-Za-z][\\w.\\-]{0,100})(\"?\\s{0,4}:\\s{0,4}\"?)([^\"',}\\s][^\"',}\\r\\n]*)");
    /** A part of a connection string, of a query, or of a script: the value goes on to the next part. */
    private static final Pattern PAIR_BY_EQUALS =
            Pattern.compile("(?<![\\w.])([A-Za-z][\\w.\\-]{0,100})(\\s?=\\s?[\"']?)([^\\s&;,\"']+)");

    private static final Pattern FLAG_AND_VALUE =
            Pattern.compile("(?<!\\S)(--?[A-Za-z][\\w.\\-]{0,100})(\\s++[\"']?)(?!-)([^\\s\"']+)");
    private static final Pattern USER_AND_PASSWORD =
            Pattern.compile("(?<!\\S)((?:-u|--user)\\s++[\"']?[^\\s:\"']{1,128}:)(?![0-9]*(?:\\s|\\z))[^\\s\"']+");
    /** What its owner marked as a secret: JWT, AWS, GitHub, GitLab, Slack, Stripe, OpenAI, Google, npm, Hugging Face, Vault. */
    private static final Pattern MARKED = Pattern.compile(
            "\\b(?:eyJ[\\w\\-]{8,}\\.[\\w\\-.]*"
                    + "|(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"
                    + "|(?:gh[opsru]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_(?:live|test)_|sk-|AIza|npm_|hf_|hvs\\.)[\\w\\-]{16,})");
    /** Long enough to be a key; split where no key has a character. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_\\-]{20,}+={0,2}");

    private SecretText() {}

    static String redacted(String text) {
        if (PRIVATE_KEY.matcher(text).find()) return REDACTED;
        var rest = URL_PASSWORD.matcher(text).replaceAll("$1" + REDACTED + "@");
        rest = SCHEME.matcher(rest).replaceAll("$1$2" + REDACTED);
        rest = pairs(PAIR_BY_COLON, rest);
        rest = pairs(PAIR_BY_EQUALS, rest);
        rest = pairs(FLAG_AND_VALUE, rest);
        rest = USER_AND_PASSWORD.matcher(rest).replaceAll("$1" + REDACTED);
        rest = MARKED.matcher(rest).replaceAll(REDACTED);
        return random(rest);
    }

    private static String pairs(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(pair -> SecretName.holds(pair.group(1), pair.group(3))
                        ? quoted(pair.group(1) + pair.group(2) + REDACTED)
                        : quoted(pair.group()));
    }

    private static String random(String text) {
        return RUN.matcher(text).replaceAll(run -> quoted(isSecret(text, run) ? REDACTED : run.group()));
    }

    /** A digest says what it is. */
    private static boolean isSecret(String text, MatchResult run) {
        boolean digest = text.regionMatches(run.start() - "sha256:".length(), "sha256:", 0, "sha256:".length());
        return !digest && Randomness.of(run.group());
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }
}
