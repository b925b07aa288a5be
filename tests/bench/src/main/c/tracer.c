/*
 * tracer COMMAND...
 *
 * The way of our predecessor, as a peer to measure against: follows COMMAND and all its descendants with ptrace, from before
 * their first instruction, and learns of every signal and every death from the stops. As cheap as ptrace can be: it
 * asks for no exit stop and looks nothing up. Prints on stderr, once all are gone: stops, crashes, CPU seconds used.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLLOW (PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE)

static long stops;
static long crashes;

/* The command waits on a pipe until it is traced, so that nothing of it is missed. */
static int start_traced(char **command)
{
    int gate[2];
    char go;
    if (pipe(gate))
        return -1;
    int pid = fork();
    if (pid == 0) {
        close(gate[1]);
        if (read(gate[0], &go, 1) == 0)
            execvp(command[0], command);
        _exit(127);
    }
    close(gate[0]);
    long refused = ptrace(PTRACE_SEIZE, pid, NULL, FOLLOW);
    close(gate[1]);
    return refused ? -1 : pid;
}

/* An event stop (a birth) passes nothing on; a signal stop passes its signal on. */
static void resume(int pid, int status)
{
    int is_event = status >> 16;
    ptrace(PTRACE_CONT, pid, NULL, is_event ? 0 : (long)WSTOPSIG(status));
}

static double cpu_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s COMMAND...\n", argv[0]);
        return 2;
    }
    if (start_traced(argv + 1) < 0) {
        perror(argv[1]);
        return 1;
    }
    int status;
    for (int pid; (pid = waitpid(-1, &status, __WALL)) > 0;) {
        if (WIFSTOPPED(status)) {
            stops++;
            resume(pid, status);
        } else if (WIFSIGNALED(status)) {
            crashes++;
        }
    }
    fprintf(stderr, "stops=%ld crashes=%ld cpu=%.2f\n", stops, crashes, cpu_seconds());
    return 0;
}
