/*
 * sink BUFFER
 *
 * The plainest receiver there can be: binds 127.0.0.1 to any port with a socket buffer of BUFFER bytes, prints the port, reads
 * with recvmmsg and counts. For each line on its standard input prints how many datagrams it has read and the kernel has dropped;
 * ends with its input.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#define BATCH 128
#define LONGEST 2049

static char bytes[BATCH][LONGEST];
static struct sockaddr_in senders[BATCH];
static struct iovec vectors[BATCH];
static struct mmsghdr headers[BATCH];

static int bind_any(int buffer)
{
    struct sockaddr_in address = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}};
    socklen_t length = sizeof(address);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer));
    if (bind(fd, (struct sockaddr *)&address, length) < 0 || getsockname(fd, (struct sockaddr *)&address, &length) < 0) {
        perror("sink");
        exit(1);
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

static void report(int fd, long received)
{
    __u32 memory[SK_MEMINFO_VARS] = {0};
    socklen_t length = sizeof(memory);
    getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory, &length);
    printf("%ld %u\n", received, memory[SK_MEMINFO_DROPS]);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    int fd = bind_any(argc > 1 ? atoi(argv[1]) : 0);
    struct pollfd files[] = {{fd, POLLIN, 0}, {0, POLLIN, 0}};
    for (int i = 0; i < BATCH; i++) {
        vectors[i] = (struct iovec){bytes[i], LONGEST};
        headers[i].msg_hdr = (struct msghdr){.msg_name = &senders[i], .msg_iov = &vectors[i], .msg_iovlen = 1};
    }
    for (long received = 0; poll(files, 2, -1) > 0;) {
        for (int i = 0; i < BATCH; i++)
            headers[i].msg_hdr.msg_namelen = sizeof(senders[i]);
        int count = recvmmsg(fd, headers, BATCH, MSG_DONTWAIT, NULL);
        received += count < 0 ? 0 : count;
        if (!files[1].revents)
            continue;
        char line[16];
        if (fgets(line, sizeof(line), stdin) == NULL)
            return 0;
        report(fd, received);
    }
    return 0;
}
