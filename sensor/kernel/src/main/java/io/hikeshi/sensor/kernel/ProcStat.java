package io.hikeshi.sensor.kernel;

import java.io.IOException;

/**
 * What {@code /proc/<pid>/stat} says, proc_pid_stat(5).
 *
 * @param comm the name, field 2
 * @param parentPid field 4
 * @param startTicks after boot, field 22
 */
record ProcStat(String comm, int parentPid, long startTicks) {
    /** Fields are counted from the one after the name, which is field 3. */
    private static final int PARENT = 4 - 3, START = 22 - 3;

    /** A name may hold spaces and brackets: it ends at the last bracket. */
    static ProcStat parse(String stat) throws IOException {
        int from = stat.indexOf('(');
        int to = stat.lastIndexOf(')');
        if (from < 0 || to < from) throw new IOException("stat without a name");
        var fields = stat.substring(to + 1).strip().split(" ");
        if (fields.length <= START) throw new IOException("stat of " + fields.length + " fields after the name");
        return new ProcStat(
                stat.substring(from + 1, to), Integer.parseInt(fields[PARENT]), Long.parseLong(fields[START]));
    }
}
