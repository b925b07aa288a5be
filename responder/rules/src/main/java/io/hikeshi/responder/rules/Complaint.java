package io.hikeshi.responder.rules;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import io.hikeshi.sensor.event.Text;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What CEL's checker has against an expression, in our words. */
record Complaint(int index, String what, String remedy) {
    private static final Pattern FIELD = Pattern.compile("undefined field '(.*)'");
    private static final Pattern WORD = Pattern.compile("undeclared reference to '(.*)' \\(in .*");
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '(.*)' applied to '(.*?)'(?: \\(candidates.*)?", Pattern.DOTALL);

    void tell(Expression.Complaints complaints) {
        complaints.complain(index, what, remedy);
    }

    static Complaint of(CelIssue issue, String text, Vocabulary vocabulary) {
        int index = index(issue, text);
        var message = issue.getMessage();
        var field = FIELD.matcher(message);
        if (field.matches()) return unknownField(field.group(1), index, text, vocabulary);
        var word = WORD.matcher(message);
        if (word.matches()) return unknownWord(word.group(1), index, text, vocabulary);
        var overload = OVERLOAD.matcher(message);
        if (overload.matches()) return noOverload(overload.group(1), overload.group(2), index);
        return new Complaint(index, message, "see the CEL language");
    }

    /** The checker points at the dot; the reader looks for the start of {@code event.signl}. */
    private static Complaint unknownField(String field, int dot, String text, Vocabulary vocabulary) {
        var path = pathBefore(dot, text);
        int start = text.codePointCount(0, Math.max(0, text.offsetByCodePoints(0, dot) - path.length()));
        var struct = vocabulary.at(path);
        var kind = vocabulary.kind().word();
        var where = struct.map(found -> found.name().equals(kind) ? kind : kind + " " + path)
                .orElse(kind);
        var known = new ArrayList<String>();
        if (struct.isPresent()) known.addAll(struct.get().fields().keySet());
        else
            vocabulary
                    .event()
                    .structs()
                    .forEach(each -> known.addAll(each.fields().keySet()));
        var what = path + "." + field + ": " + where + " has no field " + Text.quoted(field);
        return new Complaint(start, what, Nearest.remedy(field, new TreeSet<>(known)));
    }

    /** {@code event.process} of {@code x == event.process.pd}, where dot is the last dot's index in code points. */
    private static String pathBefore(int dot, String text) {
        int end = text.offsetByCodePoints(0, dot);
        int start = end;
        while (start > 0
                && (Character.isLetterOrDigit(text.charAt(start - 1)) || "._".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return text.substring(start, end);
    }

    private static Complaint unknownWord(String word, int index, String text, Vocabulary vocabulary) {
        if (word.equals("has")) {
            return new Complaint(
                    index,
                    "there is no has()",
                    "absent facts are empty: compare with \"\" or 0, or ask \"key\" in map");
        }
        int at = text.offsetByCodePoints(0, index);
        if (at < text.length() && text.charAt(at) == '(') {
            return new Complaint(index, "there is no function " + Text.quoted(word), "see the CEL language");
        }
        return new Complaint(
                index,
                "there is no " + Text.quoted(word),
                Nearest.remedy(word, vocabulary.words().keySet()));
    }

    private static Complaint noOverload(String function, String types, int index) {
        var operator = function.replaceAll("_|\\[_]", "");
        var shown = function.equals("_[_]") ? "[ ]" : operator.isEmpty() ? function : operator;
        return new Complaint(index, shown + " does not apply to " + types, "compare and combine values of one type");
    }

    private static int index(CelIssue issue, String text) {
        var location = issue.getSourceLocation();
        int start = 0;
        for (int line = 1; line < location.getLine(); line++) {
            start = Math.max(start, text.indexOf('\n', start) + 1);
        }
        int length = text.codePointCount(0, text.length());
        return Math.min(length, text.codePointCount(0, start) + Math.max(0, location.getColumn()));
    }

    /** Why an evaluation failed, without the library's preamble. */
    static String reason(CelEvaluationException e) {
        var message = String.valueOf(e.getMessage()).replaceFirst("^evaluation error at <input>:[0-9]+: ", "");
        return e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND ? "there is no " + Text.quoted(message) : message;
    }
}
