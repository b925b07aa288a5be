package io.hikeshi.responder.rules;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.Text;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CEL expression that fits every kind of event that its rule is about. */
final class Expression {
    private final String text;
    private final Map<Kind, CelRuntime.Program> programs;

    private Expression(String text, Map<Kind, CelRuntime.Program> programs) {
        this.text = text;
        this.programs = programs;
    }

    /** What an expression is for. */
    enum Result {
        CONDITION(Set.of(CelKind.BOOL), "a bool"),
        /** What has one obvious text. */
        TEXT(
                Set.of(CelKind.STRING, CelKind.INT, CelKind.UINT, CelKind.DOUBLE, CelKind.BOOL),
                "a string, a number or a bool");

        private final Set<CelKind> kinds;
        private final String words;

        Result(Set<CelKind> kinds, String words) {
            this.kinds = kinds;
            this.words = words;
        }
    }

    /** Takes what is wrong, by the character (from 0) of the expression. */
    interface Complaints {
        void complain(int index, String what, String remedy);
    }

    /** Null if it does not fit; then the complaints say why. */
    static @Nullable Expression compile(String text, Set<Kind> kinds, Result result, Complaints complaints) {
        var programs = new EnumMap<Kind, CelRuntime.Program>(Kind.class);
        for (Kind kind : kinds) {
            var program = program(text, Vocabulary.of(kind), result, complaints);
            if (program != null) programs.put(kind, program);
        }
        return programs.size() == kinds.size() ? new Expression(text, programs) : null;
    }

    private static CelRuntime.@Nullable Program program(
            String text, Vocabulary vocabulary, Result result, Complaints complaints) {
        try {
            var ast = vocabulary.compiling().compile(text).getAst();
            if (result.kinds.contains(ast.getResultType().kind())) return Vocabulary.RUNTIME.createProgram(ast);
            complaints.complain(0, text + " is a " + ast.getResultType().name(), "it must be " + result.words);
        } catch (CelValidationException e) {
            e.getErrors().forEach(issue -> Complaint.of(issue, text, vocabulary).tell(complaints));
        } catch (CelEvaluationException e) {
            complaints.complain(0, text + " cannot be run: " + e.getMessage(), "write it in another way");
        }
        return null;
    }

    Object evaluate(Facts facts) throws FailedExpression {
        var program = programs.get(facts.kind());
        if (program == null)
            throw new FailedExpression(
                    quoted() + " was not checked for " + facts.kind().word());
        try {
            return program.eval(facts.meanings());
        } catch (CelEvaluationException e) {
            throw new FailedExpression(quoted() + " failed: " + Text.printable(Complaint.reason(e), 200));
        } catch (RuntimeException e) {
            // The library promises the exception above; a judge that never throws does not depend on it.
            throw new FailedExpression(quoted() + " failed: " + Text.printable(e.toString(), 200));
        }
    }

    private String quoted() {
        return Text.printable(text.strip(), 120);
    }
}
