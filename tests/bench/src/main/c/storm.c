/*
 * storm SECONDS PARENTS
 *
 * PARENTS processes each fork a child that exits at once and reap it, again and again. Prints the forks a second of all
 * together: the load that a sensor must neither miss a death under nor slow down.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_PARENTS 64

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static long fork_until(double end)
{
    long forks = 0;
    for (; now() < end; forks++) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        waitpid(child, NULL, 0);
    }
    return forks;
}

int main(int argc, char **argv)
{
    if (argc != 3 || atoi(argv[2]) < 1 || atoi(argv[2]) > MOST_PARENTS) {
        fprintf(stderr, "usage: %s SECONDS PARENTS (1..%d)\n", argv[0], MOST_PARENTS);
        return 2;
    }
    double seconds = atof(argv[1]);
    int parents = atoi(argv[2]);
    long *forks = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    double end = now() + seconds;
    for (int i = 0; i < parents; i++) {
        if (fork() == 0) {
            forks[i] = fork_until(end);
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    long sum = 0;
    for (int i = 0; i < parents; i++)
        sum += forks[i];
    printf("%.0f\n", sum / seconds);
    return 0;
}
