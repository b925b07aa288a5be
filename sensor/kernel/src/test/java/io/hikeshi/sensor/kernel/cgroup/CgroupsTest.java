package io.hikeshi.sensor.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupsTest {
    private static final String POD = "/kubepods/pod2edf54f8-6911-449f-9abe-3d468a770d6b";

    @ParameterizedTest(name = "v2 {0}, v1 {1}: {2}")
    @CsvSource({
        "/,             <P>,             <P>", // hybrid: the runtime uses v1 alone
        "<P>,           /a/b/c/d/e,      <P>",
        "/init.scope,   /user.slice/one, /user.slice/one",
        "/a/b,          /a,              /a/b",
        "/,             /,               /",
        "/../../..<P>,  /,               <P>" // read from inside a cgroup namespace
    })
    void reportsThePathThatNamesAPodElseTheDeeperOne(String unified, String memory, String reported) {
        // When
        var path = Cgroups.reported("4:cpu,memory:%s\n3:cpuset:/other\n0::%s\n"
                .formatted(memory, unified)
                .replace("<P>", POD));

        // Then
        assertThat(path).isEqualTo(reported.replace("<P>", POD));
    }

    @ParameterizedTest
    @CsvSource({"''", "'::'", "'nonsense'", "'5:cpu:/a'"})
    void reportsTheEmptyPathOfNonsense(String cgroup) {
        // When
        var path = Cgroups.reported(cgroup);

        // Then
        assertThat(path).isEmpty();
    }
}
