package io.noetl.camel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application looks where the launcher and the build have put things. */
class HomeFolderTest {
  @Test
  void homeIsWhatTheEnvironmentSaysWhateverTheAccountsFolderIs() {
    assertThat(HomeFolder.of(Map.of("HOME", "/h", "NOETL_HOME", "/n"))).isEqualTo(Path.of("/n"));
    assertThat(HomeFolder.of(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.noetl"));
    assertThat(HomeFolder.of(Map.of("HOME", "/h", "NOETL_HOME", " ")))
        .isEqualTo(Path.of("/h/.noetl"));
  }

  @Test
  void aFolderNamedOnItsOwnWins() {
    assertThat(HomeFolder.folder(Map.of("HOME", "/h", "X", "/x"), "X", "x"))
        .isEqualTo(Path.of("/x"));
    assertThat(HomeFolder.folder(Map.of("HOME", "/h", "X", ""), "X", "x"))
        .isEqualTo(Path.of("/h/.noetl/x"));
  }
}
