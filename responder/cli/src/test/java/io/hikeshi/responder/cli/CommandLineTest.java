package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** None of these starts anything: whoever asks wrongly is told at once. */
class CommandLineTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --frobnicate                   | Unknown option: '--frobnicate'
        frobnicate                     | Unmatched argument at index 0: 'frobnicate'
        run --frobnicate               | Unknown option: '--frobnicate'
        run extra                      | Unmatched argument at index 1: 'extra'
        run --for                      | Missing required parameter for option '--for'
        run --for soon                 | "soon" is not a time such as 500ms, 30s, 5m or 1h
        run --for 0s                   | "0s" is not a time such as
        run --for -3s                  | "-3s" is not a time such as
        run --for 99999999999999s      | is not a time such as
        run --rules /nowhere/r.yaml    | there is no file "/nowhere/r.yaml"
        run --kubeconfig /nowhere/kube | there is no file "/nowhere/kube"
        run --nats localhost           | "localhost" is not a URL such as nats://127.0.0.1:4222
        run --nats http://localhost    | "http://localhost" is not a URL such as nats://127.0.0.1:4222
        run --nats nats://             | "nats://" is not a URL such as nats://127.0.0.1:4222
        run --nats nats://a,b          | "nats://a,b" is not a URL such as nats://127.0.0.1:4222
        run --kubeconfig /proc         | "/proc" is not a file
        run --backend magic            | "magic" is none of auto, bpf, perf, proc, ptrace, none
        run --backend none             | --backend none leaves nothing to watch: add --netconsole [ADDRESS:]PORT
        run --netconsole host:6666     | "host:6666" is not [ADDRESS:]PORT such as 6666, 0.0.0.0:6666 or [::]:6666
        run --netconsole 65536         | "65536" is not [ADDRESS:]PORT
        run --port 65536               | "65536" is not a port in 0..65535
        run --port -1                  | "-1" is not a port in 0..65535
        run --apply                    | --apply needs a cluster to act on: add --kubeconfig FILE
        run --json --json              | option '--json' should be specified only once
        status --url nonsense          | "nonsense" is not a URL such as http://127.0.0.1:8080
        oops                           | Missing required parameter: 'FILE'
        jobs --kubeconfig /nowhere/k   | there is no file "/nowhere/k"
        jobs --kubeconfig /proc -n A/B | "/proc" is not a file
        fence                          | Missing required parameter: 'NODE'
        fence ../n1                    | "../n1" is not a name of Kubernetes, such as node-1
        fence n1 --force               | Unknown option: '--force'
        netconsole                     | there must be 1 to 8 receivers: add --receiver ADDRESS
        netconsole --receiver host     | "host" is not an address such as 192.0.2.9
        netconsole --mac 52:54         | "52:54" is not a MAC address such as 52:54:00:12:34:56
        netconsole --format xml        | the format is extended or basic
        netconsole --nonce 1234        | a nonce is 32 hexadecimal digits in lower case
        netconsole --node Node_1       | a node's name is 1..253 of [a-z0-9.-]
        netconsole --apply --remove    | --check, --apply and --remove exclude each other
        netconsole --receiver ::1 --loglevel 9 | 9 is not a log level in 1..8
        netconsole --receiver ::1 --device a/b | "a/b" is not a network device such as eth0
        sensor --frobnicate            | Unknown option: '--frobnicate'
        sensor                         | the launcher does this: call ./hikeshi sensor, not this jar
        """)
    void refusesWithOneErrorAndExitCodeTwo(String line, String error) {
        // When
        var typed = Typed.line(line.split(" "));

        // Then
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines()).hasSize(2);
        assertThat(typed.err()).startsWith("hikeshi: ").contains(error).contains("--help");
    }

    @ParameterizedTest
    @CsvSource({"'\u001b[2J'", "'a\u202eb'", "'a\nb'"})
    void neverPrintsWhatWasTypedUnescaped(String hostile) {
        // When
        var typed = Typed.line("run", "--for", hostile);

        // Then
        assertThat(typed.err()).doesNotContain(hostile).contains("\\u");
        assertThat(typed.err().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        run --nats nats//me:secret@host:4222
        run --nats http://me:secret@host:4222
        run --nats nats://me:se/cret@host,nats://host
        run --natss nats://me:secret@host
        run nats://me:secret@host
        """)
    void neverPrintsAPassword(String line) {
        // When
        var typed = Typed.line(line.split(" "));

        // Then
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("***@host").doesNotContain("cret");
    }
}
