package io.hikeshi.responder.rules;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.hikeshi.sensor.event.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The words that expressions may use about one kind of event: {@code event} (its data), and as short forms {@code pod},
 * {@code container}, {@code workload}, {@code node}, {@code cluster} and {@code incident}.
 *
 * <p>CEL without {@code has}: absent facts are empty, so that {@code has} would always be true. {@code "x" in pod.labels}
 * and {@code event.absent} tell what is known.
 */
final class Vocabulary {
    /** Bounds for a hostile or a clumsy rule: an evaluation ends, in a moment. */
    private static final CelOptions LIMITS = CelOptions.current()
            .comprehensionMaxIterations(1_000)
            .maxExpressionCodePointSize(4_096)
            .maxParseRecursionDepth(64)
            .maxParseErrorRecoveryLimit(8)
            .maxRegexProgramSize(1_000)
            .build();

    static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(LIMITS).build();

    private static final Map<Kind, Vocabulary> ALL = all();

    private final Kind kind;
    private final Shape.Struct event;
    private final Map<String, Shape> words = new LinkedHashMap<>();
    private final CelCompiler compiler;

    private Vocabulary(Kind kind) {
        this.kind = kind;
        this.event = Schemas.of(kind);
        words.put("event", event);
        for (var word : new String[] {"pod", "container"}) {
            if (event.fields().get(word) instanceof Shape.Struct struct) words.put(word, struct);
        }
        if (words.get("pod") instanceof Shape.Struct pod
                && pod.fields().get("workload") instanceof Shape.Struct owner) {
            words.put("workload", owner);
        }
        for (var word : new String[] {"node", "cluster", "incident"}) words.put(word, Shape.Leaf.TEXT);
        this.compiler = compiler();
    }

    static Vocabulary of(Kind kind) {
        return Objects.requireNonNull(ALL.get(kind));
    }

    Kind kind() {
        return kind;
    }

    Shape.Struct event() {
        return event;
    }

    Map<String, Shape> words() {
        return words;
    }

    CelCompiler compiling() {
        return compiler;
    }

    /** The struct that a path such as {@code event.process} leads to. */
    Optional<Shape.Struct> at(String path) {
        var steps = path.split("\\.", -1);
        Shape shape = words.get(steps[0]);
        for (int i = 1; i < steps.length && shape != null; i++) {
            shape = shape instanceof Shape.Struct struct ? struct.fields().get(steps[i]) : null;
        }
        return shape instanceof Shape.Struct struct ? Optional.of(struct) : Optional.empty();
    }

    /** What the words mean for one event. */
    Map<String, Object> meanings(Map<String, Object> data, String incident) {
        var completed = event.complete(data);
        var meanings = new LinkedHashMap<String, Object>(completed);
        meanings.keySet().retainAll(words.keySet());
        meanings.put("event", completed);
        if (completed.get("pod") instanceof Map<?, ?> pod && pod.get("workload") instanceof Map<?, ?> workload) {
            meanings.put("workload", workload);
        }
        meanings.put("incident", incident);
        return meanings;
    }

    private CelCompiler compiler() {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setTypeProvider(types())
                .setStandardMacros(
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.FILTER,
                        CelStandardMacro.MAP);
        words.forEach((word, shape) -> builder.addVar(word, shape.type()));
        return builder.build();
    }

    private CelTypeProvider types() {
        ImmutableList<CelType> types = event.structs().map(Shape::type).collect(ImmutableList.toImmutableList());
        return new CelTypeProvider() {
            @Override
            public ImmutableCollection<CelType> types() {
                return types;
            }

            @Override
            public Optional<CelType> findType(String name) {
                return types.stream().filter(type -> type.name().equals(name)).findFirst();
            }
        };
    }

    private static Map<Kind, Vocabulary> all() {
        var all = new EnumMap<Kind, Vocabulary>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> all.put(kind, new Vocabulary(kind)));
        return all;
    }
}
