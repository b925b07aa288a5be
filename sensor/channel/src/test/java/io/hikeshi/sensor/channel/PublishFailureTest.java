package io.hikeshi.sensor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nats.client.api.PublishAck;
import io.nats.client.impl.NatsMessage;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishFailureTest {
    /** Codes as in nats-server's errors.json: a wrong header, a full account, a full disk. */
    @ParameterizedTest
    @CsvSource({"400, 10060, true", "400, 10002, false", "503, 10077, false"})
    void tellsWhatNeverHealsFromWhatMay(int code, int apiCode, boolean isFinal) {
        // Given
        var answer = "{\"error\": {\"code\": %d, \"err_code\": %d, \"description\": \"no\"}}".formatted(code, apiCode);
        var message =
                NatsMessage.builder().subject("s").data(answer.getBytes(UTF_8)).build();

        // When
        var failure = catchThrowable(() -> new PublishAck(message));

        // Then
        assertThat(PublishFailure.isFinal(new CompletionException(failure))).isEqualTo(isFinal);
    }
}
