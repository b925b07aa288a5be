package io.hikeshi.sensor.netconsole.target;

/**
 * Something that was found out about a machine's netconsole.
 *
 * @param advice what to do; empty if nothing needs to be done
 */
public record Remark(Severity severity, String what, String advice) {
    /** How much it matters. */
    public enum Severity {
        /** No panic will arrive. */
        PROBLEM,
        /** Less will arrive, or can be trusted less. */
        WARNING,
        NOTE
    }

    static Remark problem(String what, String advice) {
        return new Remark(Severity.PROBLEM, what, advice);
    }

    static Remark warning(String what, String advice) {
        return new Remark(Severity.WARNING, what, advice);
    }

    static Remark note(String what) {
        return new Remark(Severity.NOTE, what, "");
    }

    public boolean isProblem() {
        return severity == Severity.PROBLEM;
    }
}
