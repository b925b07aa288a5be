/* Dies in the way that its first argument names. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static sigjmp_buf escape;

static void touch_nothing(void) { *(volatile int *)16 = 1; }

static void recover(int signal) { siglongjmp(escape, signal); }

static void *crash_in_thread(void *unused) {
    prctl(PR_SET_NAME, "crasher");
    touch_nothing();
    return unused;
}

static void crash_beside_others(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, crash_in_thread, NULL);
    pthread_join(thread, NULL);
}

static int survive(void) {
    signal(SIGSEGV, recover);
    if (sigsetjmp(escape, 1) == 0) touch_nothing();
    return 0;
}

static void eat(void) {
    for (;;) memset(malloc(1 << 20), 1, 1 << 20);
}

int main(int count, char **words) {
    const char *way = count > 1 ? words[1] : "";
    if (!strcmp(way, "segv")) touch_nothing();
    if (!strcmp(way, "abort")) abort();
    if (!strcmp(way, "thread")) crash_beside_others();
    if (!strcmp(way, "kill")) kill(getpid(), SIGKILL);
    if (!strcmp(way, "eat")) eat();
    if (!strcmp(way, "handled")) return survive();
    return 1;
}
