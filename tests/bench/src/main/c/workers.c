/*
 * workers COUNT RATE TRUTH CGROUP...
 *
 * Starts COUNT workers, RATE a second, in turn inside the cgroup directories given (clone3 with CLONE_INTO_CGROUP: a worker is
 * never seen outside its cgroup). Each names itself wNNNNN, notes the time and dies of SIGSEGV; its parent reaps it at
 * once. TRUTH gets one line per worker: pid,comm,cgroup index,start,signal and reap time (CLOCK_MONOTONIC, nanoseconds).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_CGROUPS 64

struct worker {
    int pid;
    int cgroup;
    unsigned long long started;
    unsigned long long signalled; /* written by the worker itself, through shared memory */
    unsigned long long reaped;
};

/* Never mapped. Volatile, so that the compiler neither foresees the fault nor removes it. */
static int *volatile nowhere = (int *)0x10;

static unsigned long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void die_of_segv(int number, struct worker *self)
{
    char name[16];
    snprintf(name, sizeof name, "w%05d", number);
    prctl(PR_SET_NAME, name);
    self->signalled = now();
    *nowhere = 1;
}

static int start(int number, int cgroup_fd, struct worker *worker)
{
    struct clone_args args;
    memset(&args, 0, sizeof args);
    args.exit_signal = SIGCHLD;
    args.flags = CLONE_INTO_CGROUP;
    args.cgroup = cgroup_fd;
    int pid = syscall(SYS_clone3, &args, sizeof args);
    if (pid == 0)
        die_of_segv(number, worker);
    return pid;
}

static void wait_until(unsigned long long due)
{
    unsigned long long t = now();
    if (due <= t)
        return;
    struct timespec left = {(due - t) / 1000000000ull, (due - t) % 1000000000ull};
    nanosleep(&left, NULL);
}

int main(int argc, char **argv)
{
    int cgroups = argc - 4;
    if (cgroups < 1 || cgroups > MOST_CGROUPS) {
        fprintf(stderr, "usage: %s COUNT RATE TRUTH CGROUP... (1..%d cgroup directories)\n", argv[0], MOST_CGROUPS);
        return 2;
    }
    int count = atoi(argv[1]);
    double rate = atof(argv[2]);
    int fds[MOST_CGROUPS];
    for (int i = 0; i < cgroups; i++) {
        fds[i] = open(argv[4 + i], O_RDONLY | O_DIRECTORY);
        if (fds[i] < 0) {
            perror(argv[4 + i]);
            return 1;
        }
    }
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    struct worker *workers =
        mmap(NULL, sizeof *workers * count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    unsigned long long began = now();
    for (int i = 0; i < count; i++) {
        workers[i].cgroup = i % cgroups;
        workers[i].started = now();
        workers[i].pid = start(i, fds[i % cgroups], &workers[i]);
        if (workers[i].pid < 0) {
            perror("clone3");
            return 1;
        }
        waitpid(workers[i].pid, NULL, 0);
        workers[i].reaped = now();
        wait_until(began + (unsigned long long)((i + 1) / rate * 1e9));
    }

    FILE *truth = fopen(argv[3], "w");
    if (!truth) {
        perror(argv[3]);
        return 1;
    }
    for (int i = 0; i < count; i++)
        fprintf(truth, "%d,w%05d,%d,%llu,%llu,%llu\n", workers[i].pid, i, workers[i].cgroup, workers[i].started,
                workers[i].signalled, workers[i].reaped);
    return fclose(truth) ? 1 : 0;
}
