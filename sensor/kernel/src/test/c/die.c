/* die <way>: one process, one death (or, where it says so, none). Prints nothing. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define OUT_OF_LINE __attribute__((noinline))

/* A call in tail position would leave no frame; the empty asm after each keeps it a call. */
OUT_OF_LINE void level3(void) { *(volatile int *)0x10 = 1; }
OUT_OF_LINE void level2(void) { level3(); asm volatile(""); }
OUT_OF_LINE void level1(void) { level2(); asm volatile(""); }

static sigjmp_buf rescue;
static void jump_back(int signal) { siglongjmp(rescue, signal); }
static void raise_again(int number) { signal(number, SIG_DFL); raise(number); }
static void exit_from_handler(int number) { _exit(128 + number); }

static void *sleep_for_ever(void *unused) { for (;;) pause(); return unused; }
static void *crash(void *unused) { level1(); return unused; }
static void *exit_with_3(void *unused) { exit(3); return unused; }
static void *crash_together(void *barrier) { pthread_barrier_wait(barrier); level1(); return 0; }

static void start(void *(*run)(void *), void *argument, const char *name) {
    pthread_t thread;
    pthread_create(&thread, 0, run, argument);
    if (name) pthread_setname_np(thread, name);
}

/* The barrier opens once the thread has its name. */
static void crash_in_thread(void) {
    static pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, 0, 2);
    for (int i = 0; i < 4; i++) start(sleep_for_ever, 0, "idle");
    start(crash_together, &barrier, "sidekiq-7");
    pthread_barrier_wait(&barrier);
    sleep_for_ever(0);
}

static void all_threads_crash(void) {
    static pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, 0, 4);
    for (int i = 0; i < 4; i++) start(crash_together, &barrier, 0);
    sleep_for_ever(0);
}

static void eat_all_memory(void) {
    for (size_t piece = 1 << 20;;) {
        char *memory = mmap(0, piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        memset(memory, 1, piece);
    }
}

static void divide_by_zero(void) {
    volatile int seven = 7, zero = 0;
    volatile int result = seven / zero;
    (void)result;
}

int main(int count, char **arguments) {
    const char *way = count > 1 ? arguments[1] : "";
    sigset_t none; /* a JVM's children start with SIGQUIT blocked */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    signal(SIGQUIT, SIG_DFL);
#define WAY(name) (strcmp(way, name) == 0)
    if (WAY("segv")) level1();
    if (WAY("abort")) abort();
    if (WAY("fpe")) divide_by_zero();
    if (WAY("ill")) __builtin_trap();
    if (WAY("trap")) raise(SIGTRAP);
    if (WAY("quit")) raise(SIGQUIT);
    if (WAY("non-canonical")) *(volatile int *)0xdead000000000000UL = 1;
    if (WAY("kill")) kill(getpid(), SIGKILL);
    if (WAY("term")) kill(getpid(), SIGTERM);
    if (WAY("pipe")) raise(SIGPIPE);
    if (WAY("exit-3")) exit(3);
    if (WAY("exit-0")) exit(0);
    if (WAY("ignored")) { signal(SIGSEGV, SIG_IGN); level1(); } /* the kernel insists */
    if (WAY("re-raise")) { signal(SIGSEGV, raise_again); level1(); }
    if (WAY("exit-from-handler")) { signal(SIGSEGV, exit_from_handler); level1(); }
    if (WAY("handled")) { /* no death: exits with 0 */
        signal(SIGSEGV, jump_back);
        if (sigsetjmp(rescue, 1) == 0) level1();
        return 0;
    }
    if (WAY("thread-segv")) crash_in_thread();
    if (WAY("threads-segv")) all_threads_crash();
    if (WAY("thread-exit-3")) { start(sleep_for_ever, 0, 0); start(exit_with_3, 0, 0); sleep_for_ever(0); }
    if (WAY("thread-exit-0")) { start(sleep_for_ever, 0, 0); exit(0); }
    if (WAY("thread-kill")) { start(sleep_for_ever, 0, 0); kill(getpid(), SIGKILL); sleep_for_ever(0); }
    if (WAY("leader-gone")) { start(crash, 0, "orphan"); pthread_exit(0); }
    if (WAY("renamed")) { prctl(PR_SET_NAME, "puma worker 3"); level1(); }
    if (WAY("oom")) eat_all_memory();
    return 2;
}
