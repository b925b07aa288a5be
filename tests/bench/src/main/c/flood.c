/*
 * flood PORT SOURCES DATAGRAMS RATE FORMAT
 *
 * Sends DATAGRAMS lines of about 100 bytes to 127.0.0.1:PORT, from SOURCES loopback addresses (127.1.0.1 and on) in turn, all
 * from one port as netconsole does: RATE a second, or as fast as it can if RATE is 0. FORMAT is basic or extended. Prints the
 * seconds that it took.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define BATCH 50
#define LINE 100
#define FIRST_SOURCE 0x7f010001

struct message {
    char line[LINE + 1];
    struct iovec vector;
    char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
};

static struct message messages[BATCH];
static struct mmsghdr headers[BATCH];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void prepare(struct sockaddr_in *target)
{
    for (int i = 0; i < BATCH; i++) {
        struct message *m = &messages[i];
        m->vector = (struct iovec){m->line, LINE};
        headers[i].msg_hdr = (struct msghdr){.msg_name = target,
                                             .msg_namelen = sizeof(*target),
                                             .msg_iov = &m->vector,
                                             .msg_iovlen = 1,
                                             .msg_control = m->control,
                                             .msg_controllen = sizeof(m->control)};
        struct cmsghdr *c = CMSG_FIRSTHDR(&headers[i].msg_hdr);
        c->cmsg_level = IPPROTO_IP;
        c->cmsg_type = IP_PKTINFO;
        c->cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo));
    }
}

/* Each source counts its own lines, a millisecond of its own clock apart. */
static void write_line(struct message *m, long n, long sources, int extended)
{
    long seq = n / sources, usec = 10000000 + seq * 1000;
    int length = extended
        ? snprintf(m->line, LINE, "6,%ld,%ld,-;", seq, usec)
        : snprintf(m->line, LINE, "[%5ld.%06ld] ", usec / 1000000, usec % 1000000);
    memset(m->line + length, 'a' + n % 26, LINE - length);
    m->line[LINE - 1] = '\n';
    struct in_pktinfo *from = (struct in_pktinfo *)CMSG_DATA((struct cmsghdr *)m->control);
    from->ipi_spec_dst.s_addr = htonl(FIRST_SOURCE + n % sources);
}

static void send_batch(int fd, int count)
{
    for (int sent = 0; sent < count;) {
        int n = sendmmsg(fd, headers + sent, count - sent, 0);
        if (n < 0 && errno != ENOBUFS && errno != ECONNREFUSED) {
            perror("flood: sendmmsg");
            exit(1);
        }
        sent += n < 0 ? 0 : n;
    }
}

static void wait_until(double when)
{
    struct timespec t = {(time_t)when, (long)((when - (time_t)when) * 1e9)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
        ;
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: %s PORT SOURCES DATAGRAMS RATE basic|extended\n", argv[0]);
        return 2;
    }
    long sources = atol(argv[2]), datagrams = atol(argv[3]);
    double rate = atof(argv[4]);
    int extended = strcmp(argv[5], "extended") == 0;
    struct sockaddr_in target = {AF_INET, htons(atoi(argv[1])), {htonl(INADDR_LOOPBACK)}, {0}};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    prepare(&target);
    double began = now();
    for (long n = 0; n < datagrams;) {
        if (rate > 0)
            wait_until(began + n / rate);
        int count = datagrams - n < BATCH ? datagrams - n : BATCH;
        for (int i = 0; i < count; i++)
            write_line(&messages[i], n++, sources, extended);
        send_batch(fd, count);
    }
    printf("%.6f\n", now() - began);
    return 0;
}
