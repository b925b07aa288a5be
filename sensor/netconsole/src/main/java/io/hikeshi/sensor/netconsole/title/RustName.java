package io.hikeshi.sensor.netconsole.title;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads a Rust symbol as the compiler wrote it, for example {@code _RNvCs1_6kernel4init} as {@code kernel::init}
 * (the Rust reference's v0 mangling). Knows paths, impls, generics and plain types; gives up on anything else.
 */
final class RustName {
    private static final int DEEPEST = 64;
    private static final int LONGEST = 400;
    private static final int MOST_PARTS = 2_000;

    private static final Map<Character, String> PLAIN_TYPES = Map.ofEntries(
            Map.entry('a', "i8"),
            Map.entry('b', "bool"),
            Map.entry('c', "char"),
            Map.entry('d', "f64"),
            Map.entry('e', "str"),
            Map.entry('f', "f32"),
            Map.entry('h', "u8"),
            Map.entry('i', "isize"),
            Map.entry('j', "usize"),
            Map.entry('l', "i32"),
            Map.entry('m', "u32"),
            Map.entry('n', "i128"),
            Map.entry('o', "u128"),
            Map.entry('p', "_"),
            Map.entry('s', "i16"),
            Map.entry('t', "u16"),
            Map.entry('u', "()"),
            Map.entry('v', "..."),
            Map.entry('x', "i64"),
            Map.entry('y', "u64"),
            Map.entry('z', "!"));

    private final String symbol;
    private int at;
    private int depth;
    private int parts;

    private RustName(String symbol) {
        this.symbol = symbol;
    }

    /** The symbol itself where it is none of Rust's, or too odd. */
    static String readable(String symbol) {
        if (!symbol.startsWith("_R")) return symbol;
        try {
            return new RustName(symbol.substring(2)).path();
        } catch (IllegalArgumentException | IndexOutOfBoundsException tooOdd) {
            return symbol;
        }
    }

    private String path() {
        deeper();
        String path = bounded(pathOf(symbol.charAt(at++)));
        depth--;
        return path;
    }

    private String pathOf(char tag) {
        return switch (tag) {
            case 'C' -> identifier();
            case 'M' -> '<' + skippedImpl() + type() + '>';
            case 'X' -> '<' + skippedImpl() + type() + " as " + path() + '>';
            case 'Y' -> '<' + type() + " as " + path() + '>';
            case 'N' -> nested(symbol.charAt(at++));
            case 'I' -> path() + "::<" + listOf(", ") + '>';
            case 'B' -> again(this::path);
            default -> throw new IllegalArgumentException("no path: " + tag);
        };
    }

    /** Where an impl stands says nothing that its type does not. */
    private String skippedImpl() {
        disambiguator();
        path();
        return "";
    }

    private String nested(char namespace) {
        String outer = path();
        long number = disambiguator();
        String name = plainIdentifier();
        if (Character.isLowerCase(namespace)) return name.isEmpty() ? outer : outer + "::" + name;
        String sort = namespace == 'C' ? "closure" : "shim";
        return outer + "::{" + sort + (name.isEmpty() ? "" : ":" + name) + '#' + number + '}';
    }

    private String type() {
        char tag = symbol.charAt(at);
        String plain = PLAIN_TYPES.get(tag);
        if (plain != null) {
            at++;
            return plain;
        }
        if ("CMXYN".indexOf(tag) >= 0) return path();
        at++;
        deeper();
        String type = bounded(typeOf(tag));
        depth--;
        return type;
    }

    private String typeOf(char tag) {
        return switch (tag) {
            case 'I' -> path() + '<' + listOf(", ") + '>';
            case 'R' -> '&' + lifetime() + type();
            case 'Q' -> "&mut " + lifetime() + type();
            case 'P' -> "*const " + type();
            case 'O' -> "*mut " + type();
            case 'S' -> '[' + type() + ']';
            case 'T' -> '(' + listOf(", ") + ')';
            case 'B' -> again(this::type);
            default -> throw new IllegalArgumentException("no type: " + tag);
        };
    }

    private String lifetime() {
        if (symbol.charAt(at) != 'L') return "";
        at++;
        base62();
        return "";
    }

    private String listOf(String separator) {
        var list = new StringBuilder();
        while (symbol.charAt(at) != 'E') {
            if (!list.isEmpty()) list.append(separator);
            list.append(lifetime());
            if (symbol.charAt(at) != 'E') list.append(type());
            bounded(list.toString());
        }
        at++;
        return list.toString();
    }

    /** What stood at an earlier place of the symbol, read once more. */
    private String again(Supplier<String> part) {
        int back = base62At();
        int here = at;
        at = back;
        String read = part.get();
        at = here;
        return read;
    }

    private int base62At() {
        long position = base62();
        if (position < 0 || position >= at - 1) throw new IllegalArgumentException("points ahead: " + position);
        return (int) position;
    }

    private String identifier() {
        disambiguator();
        return plainIdentifier();
    }

    /** @return 0 for the first of its name */
    private long disambiguator() {
        if (at >= symbol.length() || symbol.charAt(at) != 's') return 0;
        at++;
        return base62() + 1;
    }

    private String plainIdentifier() {
        int from = at;
        while (Character.isDigit(symbol.charAt(at)) && at - from < 4) at++;
        int length = Integer.parseInt(symbol.substring(from, at));
        if (symbol.charAt(Math.min(at, symbol.length() - 1)) == '_') at++;
        String name = symbol.substring(at, at + length);
        at += length;
        return name;
    }

    /** Of a crate's 64-bit hash nobody needs more than its length. */
    private long base62() {
        if (symbol.charAt(at) == '_') {
            at++;
            return 0;
        }
        long value = 0;
        for (; symbol.charAt(at) != '_'; at++) value = value * 62 + digit(symbol.charAt(at));
        at++;
        return value + 1;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'z') return c - 'a' + 10;
        if (c >= 'A' && c <= 'Z') return c - 'A' + 36;
        throw new IllegalArgumentException("no digit: " + c);
    }

    /** A part may point back to parts that point back: a short symbol can mean a very long name. */
    private void deeper() {
        if (++depth > DEEPEST || ++parts > MOST_PARTS) throw new IllegalArgumentException("too deep");
    }

    private static String bounded(String text) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("too long");
        return text;
    }
}
