package io.hikeshi.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunctionBeansTest {
    private static final List<Function> KNOWN = List.of(new Named("wave"), new Named("nod"));

    @Test
    void servesWhatIsNamedAndEveryOneIfAllAre() {
        // When
        var named = FunctionBeans.served(KNOWN, Set.of("nod"));
        var all = FunctionBeans.served(KNOWN, Set.of("all"));

        // Then
        assertThat(named).containsOnlyKeys("nod");
        assertThat(all).containsOnlyKeys("nod", "wave");
    }

    @Test
    void refusesToServeWhatThereIsNot() {
        // When
        var serving = assertThatThrownBy(() -> FunctionBeans.served(KNOWN, Set.of("nod", "drain")));

        // Then
        serving.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("hikeshi.functions.serve");
    }

    private record Named(String name) implements Function {
        @Override
        public Set<String> settings() {
            return Set.of();
        }

        @Override
        public Result act(Attempt attempt) {
            return Result.done("did " + name);
        }
    }
}
