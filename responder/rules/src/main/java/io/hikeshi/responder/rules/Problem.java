package io.hikeshi.responder.rules;

/**
 * One thing that is wrong in a rule file.
 *
 * @param file as the operator named it
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1, in characters
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record Problem(String file, int line, int column, String what, String remedy) {
    /** {@code rules.yaml:7:11: what; remedy}. */
    @Override
    public String toString() {
        var where = line == 0 ? file : file + ":" + line + ":" + column;
        return where + ": " + what + "; " + remedy;
    }
}
