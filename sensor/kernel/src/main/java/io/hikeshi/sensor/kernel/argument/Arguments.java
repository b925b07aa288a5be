package io.hikeshi.sensor.kernel.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The arguments of a process, fit to be sent: bounded, and with nothing that looks like a secret. */
public final class Arguments {
    /** Stands where a secret stood. */
    public static final String REDACTED = "[redacted]";

    private static final int MOST = 64;
    private static final int LONGEST = 512;
    /** A script given to a shell may be long; what is cut off here was never looked at. */
    private static final int MOST_LOOKED_AT = 8 * LONGEST;

    private static final String CUT = "…";

    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)(-{0,2}[A-Za-z][\\w.\\-]*+)=(.*)");
    private static final Pattern FLAG = Pattern.compile("--?[A-Za-z][\\w.\\-]*");
    /** What follows {@code -p} and is no password: a port, a pid, {@code 8080:80}, a path. */
    private static final Pattern PORT_OR_PATH = Pattern.compile("[0-9:,.\\-]+(?:/(?:tcp|udp))?|[./~].*|-.*");

    private static final Pattern USER_AND_PASSWORD = Pattern.compile("(?s)([^:]+:)(?![0-9]*\\z)(.+)");
    private static final Set<String> USER_FLAGS = Set.of("-u", "--user", "--proxy-user");

    /** Flags of one letter mean something else to every program; these take a password, also without a space. */
    private static final Map<String, String> PASSWORD_FLAGS = Map.of(
            "mysql", "-p",
            "mysqldump", "-p",
            "mysqladmin", "-p",
            "mariadb", "-p",
            "mariadb-dump", "-p",
            "sshpass", "-p",
            "7z", "-p",
            "redis-cli", "-a",
            "ldapsearch", "-w",
            "zip", "-P");

    private Arguments() {}

    /**
     * Control characters stay as they are: showing them safely is up to who shows them.
     *
     * @param arguments the program first; hostile
     * @return at most 64 of at most 512 characters; one more, an ellipsis, where some were left out
     */
    public static List<String> redacted(List<String> arguments) {
        var redacted = new ArrayList<String>();
        var program = arguments.isEmpty() ? "" : nameOf(arguments.get(0));
        var previous = "";
        for (String argument : arguments.subList(0, Math.min(MOST, arguments.size()))) {
            var whole = argument.length() > MOST_LOOKED_AT ? argument.substring(0, MOST_LOOKED_AT) : argument;
            redacted.add(cut(redacted(program, previous, whole)));
            previous = whole;
        }
        if (arguments.size() > MOST) redacted.add(CUT);
        return redacted;
    }

    private static String nameOf(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static String cut(String argument) {
        return argument.length() <= LONGEST ? argument : argument.substring(0, LONGEST) + CUT;
    }

    private static String redacted(String program, String previous, String argument) {
        if (isPassword(program, previous, argument)) return REDACTED;
        var passwordFlag = PASSWORD_FLAGS.get(program);
        if (passwordFlag != null && argument.startsWith(passwordFlag) && !argument.equals(passwordFlag)) {
            return passwordFlag + REDACTED;
        }
        if (USER_FLAGS.contains(previous))
            return USER_AND_PASSWORD.matcher(argument).replaceFirst("$1" + REDACTED);
        var assignment = ASSIGNMENT.matcher(argument);
        if (assignment.matches() && SecretName.holds(assignment.group(1), assignment.group(2))) {
            return assignment.group(1) + "=" + REDACTED;
        }
        return SecretText.redacted(argument);
    }

    private static boolean isPassword(String program, String flag, String argument) {
        if (argument.isEmpty() || flag.isEmpty()) return false;
        if (flag.equals(PASSWORD_FLAGS.get(program))) return true;
        if (flag.equals("-p")) return !PORT_OR_PATH.matcher(argument).matches();
        return FLAG.matcher(flag).matches() && SecretName.holds(flag, argument) && !argument.startsWith("--");
    }
}
