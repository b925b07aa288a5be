package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RulesCheckTest {
    @Test
    void failsThoseWhoWaitIfReadingFailsInAWayThatNobodyForesaw(@TempDir Path folder) throws Exception {
        // Given
        var files = FileSystems.newFileSystem(folder.resolve("rules.zip"), Map.of("create", "true"));
        var rules = files.getPath("/rules");
        files.close();

        // When
        var check = RulesCheck.begin(rules, System.err);

        // Then
        assertThatThrownBy(check::rules).hasRootCauseInstanceOf(ClosedFileSystemException.class);
    }
}
