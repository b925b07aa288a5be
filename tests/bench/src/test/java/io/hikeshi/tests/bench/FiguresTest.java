package io.hikeshi.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void takesTheNearestRank() {
        // When
        var figures = Figures.of(4, 1, 3, 2);

        // Then
        assertThat(figures.median()).isEqualTo(2);
        assertThat(figures.quantile(0.99)).isEqualTo(4);
        assertThat(figures.least()).isEqualTo(1);
        assertThat(figures.most()).isEqualTo(4);
    }

    @Test
    void hasNoMedianOfNothing() {
        assertThat(Figures.of().median()).isNaN();
    }
}
