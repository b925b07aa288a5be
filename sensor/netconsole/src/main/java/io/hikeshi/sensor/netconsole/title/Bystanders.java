package io.hikeshi.sensor.netconsole.title;

import java.util.regex.Pattern;

/**
 * Functions that do the same for every caller: they stand on top of a trace whoever is at fault. One family a group; a name
 * matches whole.
 */
enum Bystanders {
    /** They print, trap or check. */
    REPORTING(
            "print_tainted|_*dump_(stack|backtrace|page)\\w*|show_(stack|regs|trace)\\w*|(nmi_|v)?panic|check_panic_on_warn|_*warn(_\\w+)?|warn_slowpath\\w*",
            "report_(bug|addr)\\w*|(fixup|handle)_bug|_*die(_\\w+)?|oops_\\w+|_*do_(trap|error_trap|invalid_op|\\w*page_fault|divide_error|general_protection"
                    + "|double_fault|user_addr_fault|kern_addr_fault|mem_abort|translation_fault|tag_check_fault|sea|alignment_fault|_*kernel_fault|debug_exception|DataAbort|PrefetchAbort|undefinstr)",
            "(asm_)?exc_\\w+|invalid_op|general_protection|(async_)?page_fault|divide_error|double_fault|error_(entry|exit|code)|no_context|_*bad_area\\w*|page_fault_oops|kernelmode_fixup_or_oops",
            "el[01]\\w*_(sync|dbg|abort|da|irq|handler|interrupt|error|undef)\\w*|el1h?_\\w+|(bug_)?brk_handler|bug_handler|call_break_hook|_*(dabt|pabt|und)_svc|is_valid_bugaddr|handle_exception",
            "_*k(asan|msan|csan|fence|memleak)_\\w+|_*(asan|hwasan|msan|tsan|ubsan|sanitizer)_\\w+|print_(address_description|report|usage_bug|bad_pte|\\w*_bug|circular_bug|unlock_\\w+|deadlock_bug)|check_(memory_region|region_inline)\\w*",
            "ubsan_\\w+|val_to_string|save_stack\\w*|stack_trace_\\w+|_*stack_chk_fail|_*fortify_\\w+|fortify_panic|rust_helper_BUG|spin_(bug|dump)|(object|slab)_err|bad_page\\w*|usercopy_\\w+|_*check_(heap_object|object_size|preemption_disabled|preempt\\w*)|check_(heap|stack)_object|handle_overflow|_R\\w*(rust_begin_unwind|9panicking)\\w*",
            "(debug_)?smp_processor_id|_*this_cpu_preempt_check|_*might_(sleep|resched|fault)\\w*|_*cant_(sleep|migrate)|_*schedule_(bug|debug)|schedule_debug|_*mce\\w*|do_machine_check|machine_check\\w*|ex_handler\\w*|fixup_exception|asan\\.module_ctor|program_check_\\w+|__x86_indirect_thunk_\\w+|perf_trace\\w*|lockdep_\\w+"),
    /** Whoever takes a lock passes here. */
    LOCKS(
            "_*lock(dep)?_(acquire|release|is_held|rcu|hardirqs|init|downgrade|reset|set|sys|trace|softirqs|assert|unpin|pin|map|class|contended|acquired|timer)\\w*|_*lock_(acquire|release)|reacquire_held_locks|register_lock_class|look_up_lock_class|assign_lock_key|mark_(lock|usage|held|irqflags)\\w*|validate_chain|check_(prev|noncircular|deadlock|irq_usage|flags|wait_context|usage)\\w*|hlock_class|find_held_lock|trace_hard\\w+|trace_soft\\w+",
            "_*raw_(spin|read|write)\\w*|_raw_\\w+|do_raw_\\w+|_*(native_|pv_|__pv_)?queued_(spin|read|write)\\w*|spin_(un)?lock\\w*|(read|write)_(un)?lock\\w*|arch_spin\\w*|_*mutex\\w*|atomic_dec_and_mutex_lock|ww_mutex\\w*",
            "down(_(read|write|interruptible|killable|trylock|timeout)\\w*)?|up(_(read|write))?|_*down_(read|write|common|timeout|interruptible|killable)\\w*|_*up_(read|write)\\w*|_*rwsem_\\w+|call_rwsem\\w*|_*rt_mutex\\w*|task_blocks_on_rt_mutex|rtlock\\w*|rt_spin\\w*|_*percpu_(down|up|rwsem)\\w*|lock_sock\\w*|_*local_(lock|unlock|bh)\\w*|seqprop\\w*|_*ldsem_\\w+|osq_\\w+"),
    /** Memory, pages of files, and text. */
    MEMORY(
            "\\w*([mzc]alloc|krealloc|kmem_cache|allocate_slab|alloc_page|folio_alloc|alloc_folio)\\w*|_*filemap_get_folio\\w*|find_or_create_page|(do_)?read_cache_(page|folio)\\w*|pagecache_get_page|grab_cache_page\\w*",
            "_*(raw_)?mem(cpy|set|move|cmp|chr|scan|cpy_\\w+|dup\\w*|set\\w*|zero\\w*)|_*(kasan|asan)_mem\\w+|mem(cpy|set|move|cmp)_\\w+|_*str(n|l|r|s|case|ncase)?(cpy|cmp|len|cat|chr|str|dup|casecmp|pbrk|spn|cspn|sep|nstr|nlen|ncpy|ncmp|nchr|scpy|lcpy)\\w*|sized_str\\w+|string_escape\\w*",
            "_*(raw_|arch_)?copy_(to|from|in|user|page)\\w*|_*(get|put)_user\\w*|_*clear_user\\w*|csum_(and_copy|partial)\\w*|_*copyin|copyout|_*clear_page\\w*|read_word_at_a_time|load_unaligned_zeropad|rep_(movs|stos)\\w*|fault_in_\\w+|strncpy_from_user\\w*|strnlen_user",
            "_*k[vz]?[mzcr]e?alloc\\w*|_*kv?free\\w*|kmem_cache_(alloc|free)\\w*|_*slab_(alloc|free|pre|post)\\w*|_*slab_\\w*alloc\\w*|(allocate|new|discard|free)_slab\\w*|_*alloc_(page|pages|frozen|skb)\\w*|_*(get|free)_(zeroed_page|free_pages|pages)\\w*|_*v[mz]alloc\\w*|_*v(un)?map(_\\w+)?|_*vfree\\w*|kmemdup\\w*|kasprintf|kvasprintf\\w*|cache_(alloc|free)\\w*|_*cache_free\\w*|_*do_k?malloc\\w*|_*alloc_percpu\\w*|pcpu_alloc\\w*",
            "v?s?n?c?n?printf|_?_?v?printk\\w*|v?scnprintf|vsn?printf|format_decode|pointer|string(_nocheck)?|number|hex_string|va_format|ip[46]_\\w*string\\w*|symbol_string|widen_string|_*dev_(v?printk|info|err|warn|notice|crit|emerg|alert)\\w*|_*dev_printk|dev_v?printk_emit|_*netdev_(info|err|warn|printk)|seq_(put|vprint|print)\\w*|hex_dump_to_buffer|print_hex_dump"),
    /** Lists, trees, counts and objects. */
    CONTAINERS(
            "_*h?list_(add|del|move|splice|replace|empty|cut|is)\\w*|_*hlist_\\w+|klist_\\w+|rb_(erase|insert|next|prev|first|last|replace|set)\\w*|_*rb_(erase|insert|rotate)\\w*|_*rhashtable_\\w+|rht_\\w+|rhltable\\w*|bucket_table_\\w+|_*radix_tree_\\w+|_*xas?_(load|store|find|start|descend|alloc|erase|create|insert|init|delete|set|get|clear|nomem)\\w*|idr_\\w+|ida_\\w+|_*plist_\\w+",
            "_*(arch_)?(raw_)?atomic(64)?_\\w+|_*refcount_\\w+|refcount_error_report|_*kref_(get|put)\\w*|k(object|set)_(get|put|release|add|init|create|del|uevent|move|rename|cleanup)\\w*|_*kobject_\\w+|_*(fast_)?dput\\w*|iput\\w*|lockref_\\w+|fput\\w*|(un)?lock_page\\w*|folio_(un)?lock\\w*|(put|get)_(page|device|device_parent)|_*put_page|compound_head|_compound_head|(set|clear|test|change)_bit\\w*|_*test_and_\\w*bit\\w*|instrument_\\w+|_*(read|write)_once\\w*|cmpxchg\\w*|_*cpumask_\\w+|get_(net|task_struct|pid)|put_(net|task_struct|pid|cred)|_*put_(task_struct|cred)",
            "skb_(put|push|pull|over_panic|under_panic|panic|reserve|trim)|pskb_(put|pull)|usb_(submit|kill)_urb|kthread_(stop|bind\\w*)|class_(raw_)?\\w+_(con|de)structor"),
    /** Whoever queues work, arms a timer, wakes or waits for a thread passes here. */
    WORK(
            "_*(try_to_)?(cancel|grab)_\\w*work\\w*|_*(flush|cancel|queue|start_flush)_\\w*work\\w*|drain_workqueue|destroy_workqueue",
            "(try_to_)?del_timer\\w*|timer_delete\\w*|try_to_grab_pending|__wake_up\\w*|finish_wait|kthread_stop"),
    /** Whoever adds a device or takes it away passes here. */
    REGISTRATION(
            "get_device_parent|device_(add|del|unregister|destroy|remove_file|for_each_child)\\w*|tty_unregister_device|hwrng_unregister|i2c_del_adapter|__unregister_client|rollback_registered\\w*|unregister_netdev\\w*|sysfs_remove\\w*|add_uevent_var",
            "usb_(hcd_)?submit_urb|usb_kill_(anchored_urbs|urb)|usb_start_wait_urb|usb_(bulk|interrupt|(internal_)?control)_msg\\w*|dummy_urb_enqueue"),
    /** Timers and callbacks that somebody else armed, and debugging of objects. */
    OBJECT_DEBUG(
            "\\w*(debug_|rcu|hrtimer_|timer_|work_|percpu_|kobject_|_is_static_object)\\w*|_*(kmem|slab|free)_\\w+|init_timer\\w*|do_init_timer|lookup_object_or_alloc"),
    /** Whoever holds or releases a counted object. */
    OBJECTS("\\w*(refcount|kobject_|kref_)\\w*"),
    DEVICES(
            "device_(add|del|register|unregister|create|destroy|initialize|release)\\w*|_*device_(add|create)\\w*|cdev_(add|del|device_add)|klist_\\w+|sysfs_\\w+|kernfs_\\w+|internal_create_group\\w*|bus_add_\\w+"),
    PROC("_*proc_\\w+"),
    /** Whoever copies between kernel and user space, and checks that. */
    COPYING("\\w*(usercopy|copyout|copyin|copy_to_iter|copy_to_user|copy_from_user)\\w*|__check\\w*|instrument_\\w+"),
    /** Readers of what RCU protects, and allocators that may wait for it. */
    RCU("\\w*(rcu|kmem|slab|[kv][mzc]alloc)\\w*"),
    /** Whoever needs memory passes here. */
    ALLOCATION(
            "\\w*(kmemleak|alloc|kmem|slab|mmap|create_object|idr_get|list_lru_init|printf|pcpu_create|strn?dup|memdup)\\w*"),
    /** A task that waits passes here, and so does whoever lets it. */
    WAITING(
            "\\w*(sched|_lock|_slowlock|down|rwsem|completion|kthread|wait|synchronize|cancel_delayed_work|rcu_barrier)\\w*|context_switch|__switch_to\\w*",
            "preempt_\\w+|bit_\\w*lock\\w*|do_(nanosleep|sleep)\\w*|_*cond_resched\\w*|do_raw\\w*|_*might_\\w+|_*rt_mutex\\w*");

    private final Pattern names;

    Bystanders(String... families) {
        names = Pattern.compile(String.join("|", families));
    }

    boolean include(String function) {
        return names.matcher(function).matches();
    }
}
