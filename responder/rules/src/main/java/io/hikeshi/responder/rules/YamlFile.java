package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Text;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The text of one file and its YAML nodes. Nodes, not objects: nothing is constructed from tags, {@code on} stays a word
 * rather than becoming {@code true}, and every node knows where it stands.
 */
final class YamlFile {
    /** A thousand rules; a ConfigMap holds 1 MiB at most. */
    static final int LARGEST = 512 * 1024;

    private static final int DEEPEST = 16;
    private static final int MOST_ALIASES = 64;

    private final String name;
    private final int[] text;

    YamlFile(String name, String text) {
        this.name = name;
        this.text = text.codePoints().toArray();
    }

    /** Where something stands; lines and columns count from 1. */
    record Place(String file, int line, int column) {}

    /** The root node; empty if there is none or the file is not YAML, which is then among the problems. */
    Optional<Node> compose(Problems problems) {
        try {
            var root = new Yaml(limits()).compose(new StringReader(new String(text, 0, text.length)));
            if (root == null) problems.add(name, 1, 1, "the file is empty", "start it with apiVersion: hikeshi.io/v1");
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            var place = mark == null ? new Place(name, 1, 1) : placeOf(mark.getIndex());
            problems.add(place, "not YAML: " + oneLine(e.getProblem()), "see the YAML syntax");
        } catch (YAMLException e) {
            problems.add(name, 1, 1, "not YAML: " + oneLine(e.getMessage()), "see the YAML syntax");
        }
        return Optional.empty();
    }

    private static LoaderOptions limits() {
        var limits = new LoaderOptions();
        limits.setCodePointLimit(LARGEST);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        return limits;
    }

    /** Exceptions of the parser go on for lines; the first says it. */
    private static String oneLine(@Nullable String message) {
        return Text.printable(String.valueOf(message).lines().findFirst().orElse(""), 200);
    }

    Place placeOf(Node node) {
        return placeOf(node.getStartMark().getIndex());
    }

    /**
     * @param index a character of the scalar's value, which a quoted or folded scalar writes elsewhere than at its start +
     *     index
     */
    Place placeOf(ScalarNode scalar, int index) {
        int[] value = scalar.getValue().codePoints().toArray();
        int end = Math.min(scalar.getEndMark().getIndex(), text.length);
        int at = start(scalar);
        int found = at;
        for (int i = 0; i <= Math.min(index, value.length - 1); i++) {
            if (Character.isWhitespace(value[i])) continue;
            while (at < end && text[at] != value[i]) at++;
            found = at++;
        }
        return placeOf(Math.min(index < value.length ? found : at, text.length));
    }

    /** Where complaints about an expression that this scalar holds belong. */
    Expression.Complaints complaintsAt(ScalarNode scalar, Problems problems) {
        return (index, what, remedy) -> problems.add(placeOf(scalar, index), what, remedy);
    }

    /** A block scalar's text begins below its header. */
    private int start(ScalarNode scalar) {
        int at = scalar.getStartMark().getIndex();
        if (scalar.getScalarStyle() != ScalarStyle.LITERAL && scalar.getScalarStyle() != ScalarStyle.FOLDED) {
            return at;
        }
        while (at < text.length && text[at] != '\n') at++;
        return at;
    }

    private Place placeOf(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, text.length); i++) {
            boolean newLine = text[i] == '\n' || text[i] == '\r' && (i + 1 == text.length || text[i + 1] != '\n');
            line = newLine ? line + 1 : line;
            column = newLine ? 1 : column + 1;
        }
        return new Place(name, line, column);
    }
}
