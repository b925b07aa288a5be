package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TraceFormatTest {
    private static final String GENERATE = """
            name: signal_generate
            ID: 261
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;

            \tfield:int sig;\toffset:8;\tsize:4;\tsigned:1;
            \tfield:char comm[16];\toffset:20;\tsize:16;\tsigned:0;
            \tfield:unsigned long sa_handler;\toffset:40;\tsize:8;\tsigned:0;

            print fmt: "sig=%d", REC->sig
            """;

    @Test
    void readsWhereFieldsStand() throws Exception {
        // When
        var format = TraceFormat.parse("signal_generate", GENERATE);

        // Then
        assertThat(format.id()).isEqualTo(261);
        assertThat(format.fields())
                .containsEntry("sig", new TraceFormat.Field(8, 4))
                .containsEntry("comm", new TraceFormat.Field(20, 16))
                .containsEntry("sa_handler", new TraceFormat.Field(40, 8));
    }

    @Test
    void namesTheFieldThatAKernelDoesNotHave() throws Exception {
        // Given
        var format = TraceFormat.parse("signal_generate", GENERATE);

        // When, Then
        assertThatThrownBy(() -> format.require("sig", "result"))
                .isInstanceOf(IOException.class)
                .hasMessage("tracepoint signal_generate has no field result");
    }
}
