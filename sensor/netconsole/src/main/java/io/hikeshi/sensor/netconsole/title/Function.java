package io.hikeshi.sensor.netconsole.title;

import java.util.regex.Pattern;

/** Names of kernel functions as they stand in a trace and as they stand in a title. */
final class Function {
    /** As the compiler wrote it; {@code KSYM_NAME_LEN} is 512. */
    static final String NAME = "[A-Za-z_][A-Za-z0-9_.$]{0,511}";

    /** {@code arch/x86/include/asm/syscall_wrapper.h} and its sisters: one system call, many entry points. */
    private static final Pattern SYSTEM_CALL = Pattern.compile(
            "(?:__(?:x64|ia32|arm64|riscv|s390x?|x32)_(?:compat_)?sys|__(?:se|do)_(?:compat_)?sys|compat_sys|compat_SyS|[Ss]y[Ss]|SYSC)_(\\w+)");

    /** Variants of one service, told apart only by how many processors or how quickly. */
    private static final Pattern VARIANT = Pattern.compile("(smp_call_function|synchronize_rcu|synchronize_srcu)_\\w+");

    private Function() {}

    /** Without what the compiler adds to the name of a part or copy of a function. */
    static String plain(String traced) {
        int dot = traced.indexOf('.', 1);
        return dot < 0 ? traced : traced.substring(0, dot);
    }

    static String inTitle(String function) {
        if (function.startsWith("_R")) return RustName.readable(function);
        var call = SYSTEM_CALL.matcher(function);
        if (call.matches()) return "sys_" + call.group(1);
        var variant = VARIANT.matcher(function);
        if (variant.matches()) return variant.group(1);
        return function.replace("_compat_", "_");
    }
}
