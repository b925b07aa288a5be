package io.hikeshi.sensor.netconsole.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RustNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_RNvCs1234_6kernel4init | kernel::init",
                "_RNvNtCs1234_7mycrate3foo3bar | mycrate::foo::bar",
                "_RNvMCs1234_7mycrateNtB2_3Foo3bar | <mycrate::Foo>::bar",
                "_RNvXCs1234_7mycrateNtB2_3FooNtB2_3Bar3baz | <mycrate::Foo as mycrate::Bar>::baz",
                "_RNvXCs1234_7mycratehNtB2_3Bar3baz | <u8 as mycrate::Bar>::baz",
                "_RNCNvCs1234_7mycrate3foo0B3_ | mycrate::foo::{closure#0}",
                "_RNCNvCs1234_7mycrate3foos_0B3_ | mycrate::foo::{closure#1}",
                "_RINvCs1234_7mycrate3fooNtB2_3BarhE | mycrate::foo::<mycrate::Bar, u8>",
                "_RNvMCs1234_7mycrateINtB2_3BoxRShE4take | <mycrate::Box<&[u8]>>::take"
            })
    void readsWhatTheCompilerWrote(String symbol, String name) {
        assertThat(RustName.readable(symbol)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"memcpy", "_Random", "_R", "_RNv", "_RNvCs1234_9short", "_RB_", "_RNvB9_3foo", "_RNvC9999999999a"})
    void leavesAsItIsWhatItCannotRead(String symbol) {
        assertThat(RustName.readable(symbol)).isEqualTo(symbol);
    }

    @Test
    void neitherFailsNorGrowsWhateverASymbolSays() {
        var random = new Random(7);
        String letters = "NvCXMIBTRSE_s0123456789abZ";
        for (int i = 0; i < 20_000; i++) {
            var symbol = new StringBuilder("_R");
            for (int at = random.nextInt(120); at > 0; at--) symbol.append(letters.charAt(random.nextInt(26)));

            assertThat(RustName.readable(symbol.toString())).hasSizeLessThan(1_000);
        }
    }
}
