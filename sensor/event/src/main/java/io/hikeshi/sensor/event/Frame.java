package io.hikeshi.sensor.event;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a user stack, innermost first.
 *
 * @param buildId hex of the module's GNU build id; null where the kernel could not read one
 * @param offset offset in the module's file if there is a build id, else the instruction's address
 * @param module path or soname of the module; null if not known
 * @param function name of the function that holds the offset; null if no symbol table could be reached
 */
public record Frame(
        @Nullable String buildId,
        long offset,
        @Nullable String module,
        @Nullable String function) {
    public Frame {
        if (buildId != null && !buildId.matches("[0-9a-f]{2,64}")) {
            throw new IllegalArgumentException("build id is not 2..64 hex digits: " + Text.quoted(buildId));
        }
    }

    /** {@code level3}, else {@code libc.so.6+0x8f1c}, else {@code [3f9a0c12]+0x1139}, else the address. */
    public String describe() {
        if (function != null) return function;
        var hex = "0x" + Long.toHexString(offset);
        if (module != null) return module.substring(module.lastIndexOf('/') + 1) + "+" + hex;
        if (buildId != null) return "[" + buildId.substring(0, Math.min(8, buildId.length())) + "]+" + hex;
        return hex;
    }
}
