package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The numbers in our binding are those of the installed C headers. */
class SocketHeadersIT {
    private final Map<String, Integer> ours = new LinkedHashMap<>();

    @Test
    void agreesWithTheHeaders() throws IOException, InterruptedException {
        // Given
        ours.put("AF_INET", SocketCalls.AF_INET);
        ours.put("AF_INET6", SocketCalls.AF_INET6);
        ours.put("SOCK_DGRAM", SocketCalls.SOCK_DGRAM);
        ours.put("SOCK_CLOEXEC", SocketCalls.SOCK_CLOEXEC);
        ours.put("SOL_SOCKET", SocketCalls.SOL_SOCKET);
        ours.put("SO_RCVBUF", SocketCalls.SO_RCVBUF);
        ours.put("SO_RCVBUFFORCE", SocketCalls.SO_RCVBUFFORCE);
        ours.put("SO_REUSEPORT", SocketCalls.SO_REUSEPORT);
        ours.put("SO_MEMINFO", SocketCalls.SO_MEMINFO);
        ours.put("SK_MEMINFO_DROPS", SocketCalls.SK_MEMINFO_DROPS);
        ours.put("SK_MEMINFO_VARS", SocketCalls.SK_MEMINFO_VARS);
        ours.put("IPPROTO_IPV6", SocketCalls.IPPROTO_IPV6);
        ours.put("IPV6_V6ONLY", SocketCalls.IPV6_V6ONLY);
        ours.put("MSG_DONTWAIT", SocketCalls.MSG_DONTWAIT);
        ours.put("EINTR", SocketCalls.EINTR);
        ours.put("EAGAIN", SocketCalls.EAGAIN);
        ours.put("EACCES", UnheardException.EACCES);
        ours.put("EADDRINUSE", UnheardException.EADDRINUSE);
        ours.put("EADDRNOTAVAIL", UnheardException.EADDRNOTAVAIL);
        ours.put("POLLIN", (int) SocketCalls.POLLIN);
        ours.put("sizeof(struct pollfd)", SocketCalls.POLLFD_BYTES);
        ours.put("offsetof(struct pollfd, events)", SocketCalls.POLLFD_EVENTS);
        ours.put("sizeof(struct mmsghdr)", MessageBatch.HEADER);
        ours.put("offsetof(struct mmsghdr, msg_hdr.msg_name)", MessageBatch.NAME);
        ours.put("offsetof(struct mmsghdr, msg_hdr.msg_namelen)", MessageBatch.NAME_LENGTH);
        ours.put("offsetof(struct mmsghdr, msg_hdr.msg_iov)", MessageBatch.VECTORS);
        ours.put("offsetof(struct mmsghdr, msg_hdr.msg_iovlen)", MessageBatch.VECTOR_COUNT);
        ours.put("offsetof(struct mmsghdr, msg_len)", MessageBatch.LENGTH);
        ours.put("sizeof(struct iovec)", MessageBatch.VECTOR);
        ours.put("offsetof(struct iovec, iov_base)", MessageBatch.BASE);
        ours.put("offsetof(struct iovec, iov_len)", MessageBatch.BASE_LENGTH);
        ours.put("sizeof(struct sockaddr_in)", SocketAddresses.IN_BYTES);
        ours.put("sizeof(struct sockaddr_in6)", SocketAddresses.IN6_BYTES);
        ours.put("offsetof(struct sockaddr_in6, sin6_family)", SocketAddresses.FAMILY);
        ours.put("offsetof(struct sockaddr_in, sin_port)", SocketAddresses.PORT);
        ours.put("offsetof(struct sockaddr_in6, sin6_port)", SocketAddresses.PORT);
        ours.put("offsetof(struct sockaddr_in, sin_addr)", SocketAddresses.IN_ADDRESS);
        ours.put("offsetof(struct sockaddr_in6, sin6_addr)", SocketAddresses.IN6_ADDRESS);
        ours.put("offsetof(struct sockaddr_in6, sin6_scope_id)", SocketAddresses.IN6_SCOPE);

        // When
        var theirs = printed(program());

        // Then
        assertThat(theirs.lines())
                .containsExactlyElementsOf(ours.entrySet().stream()
                        .map(one -> one.getKey() + " = " + one.getValue())
                        .toList());
    }

    private String program() {
        var prints = ours.keySet().stream()
                .map("    printf(\"%1$s = %%d\\n\", (int)(%1$s));%n"::formatted)
                .collect(Collectors.joining());
        return """
                #define _GNU_SOURCE
                #include <errno.h>
                #include <linux/sock_diag.h>
                #include <netinet/in.h>
                #include <poll.h>
                #include <stddef.h>
                #include <stdio.h>
                #include <sys/socket.h>
                int main(void)
                {
                %s}
                """.formatted(prints);
    }

    private static String printed(String program) throws IOException, InterruptedException {
        var folder = Files.createDirectories(Path.of("target/c"));
        Files.writeString(folder.resolve("headers.c"), program);
        run("gcc", "-o", "target/c/headers", "target/c/headers.c");
        return run("target/c/headers");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
