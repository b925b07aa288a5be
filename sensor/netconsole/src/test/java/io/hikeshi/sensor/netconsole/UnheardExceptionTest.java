package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnheardExceptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "13 | 127.0.0.1   | 514  | udp 127.0.0.1:514: Permission denied; choose a port from 1024 on",
                "98 | 0.0.0.0     | 6666 | udp 0.0.0.0:6666: Address already in use; end the process that listens there (ss -ulpn 'sport = :6666')",
                "99 | 192.0.2.200 | 6666 | udp 192.0.2.200:6666: Cannot assign requested address; choose an address of this machine",
                "97 | ::1         | 6666 | udp [0:0:0:0:0:0:0:1]:6666: Address family not supported by protocol; choose another address",
            })
    void saysWhatWasTriedWhyItFailedAndWhatToDo(int errno, String host, int port, String message) {
        assertThat(UnheardException.of(new InetSocketAddress(host, port), errno))
                .hasMessageStartingWith("cannot listen for netconsole on " + message);
    }
}
