package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {
    @ParameterizedTest
    @CsvSource({
        "1,SIGHUP",
        "6,SIGABRT",
        "11,SIGSEGV",
        "31,SIGSYS",
        "33,SIG33",
        "34,SIGRTMIN",
        "64,SIGRTMIN+30",
        "65,SIG65"
    })
    void namesSignalsAsKillDoes(int signal, String name) {
        assertThat(Signals.name(signal)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "11,1,SEGV_MAPERR",
                "11,2,SEGV_ACCERR",
                "8,1,FPE_INTDIV",
                "6,-6,SI_TKILL",
                "11,128,SI_KERNEL",
                "7,2,BUS_ADRERR",
                "15,0,SI_USER",
                "11,99,null",
                "6,1,null"
            })
    void namesCodesForTheirSignal(int signal, int code, String name) {
        assertThat(Signals.code(signal, code)).isEqualTo(name);
    }

    @Test
    void countsAsCoreExactlyWhatDumpsCoreByDefault() {
        var core = java.util.stream.IntStream.rangeClosed(0, 65).filter(Signals::isCore);

        assertThat(core).containsExactly(3, 4, 5, 6, 7, 8, 11, 24, 25, 31);
    }

    @Test
    void trustsAnAddressOnlyFromAFaultThatTheKernelRaised() {
        assertThat(new Fault(11, 1, 0x10L).faultAddress()).isEqualTo(0x10L);
        assertThat(new Fault(11, 0x80, 0L).faultAddress()).isNull();
        assertThat(new Fault(11, 0, 1234L).faultAddress()).isNull();
        assertThat(new Fault(6, -6, 1234L).faultAddress()).isNull();
    }
}
