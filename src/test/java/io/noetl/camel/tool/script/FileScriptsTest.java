package io.noetl.camel.tool.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts come from the operator's folder, and no spelling of a name leads out of it. */
class FileScriptsTest {
  private static final String SECRET = "the-master-key";
  private final FileScripts scripts = new FileScripts();
  private Path folder;
  private Path secret;

  @BeforeEach
  void write(@TempDir Path data) throws IOException {
    folder = Files.createDirectory(data.resolve("scripts"));
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("below/a.sql"), "SELECT 1");
    secret = Files.writeString(data.resolve("master.key"), SECRET);
    Files.createDirectory(data.resolve("scripts-of-another"));
    Files.writeString(data.resolve("scripts-of-another/b.sql"), SECRET);
    Files.createSymbolicLink(folder.resolve("link"), secret);
    Files.createSymbolicLink(folder.resolve("up"), data);
    Files.createSymbolicLink(folder.resolve("good"), folder.resolve("below/a.sql"));
    Files.createLink(folder.resolve("copy"), folder.resolve("below/a.sql"));
  }

  private ToolCall call(ExecutionProfile profile) {
    return Calls.of("postgres", Map.of(), Map.of(), profile);
  }

  private byte[] read(String uri, ExecutionProfile profile) throws ToolFailure {
    return scripts.read(uri, Map.of("type", "file"), call(profile));
  }

  private ExecutionProfile open() {
    return new ExecutionProfile(false, HostRules.NONE, folder);
  }

  @Test
  void whatStandsInTheFolderIsReadInEachSpelling() throws ToolFailure {
    for (String uri :
        List.of(
            "below/a.sql",
            "./below/a.sql",
            "below/../below/a.sql",
            "file:below/a.sql",
            "file://below/a.sql",
            "FILE://" + folder + "/below/a.sql",
            folder + "/below/a.sql",
            "good",
            "up/scripts/below/a.sql")) {
      assertThat(read(uri, open())).as(uri).asString().isEqualTo("SELECT 1");
    }
  }

  @Test
  void nothingElseIsAndNothingSaysWhetherItIsThere() {
    for (String uri :
        List.of(
            "../master.key",
            "below/../../master.key",
            secret.toString(),
            "file://" + secret,
            "file:" + secret,
            "file:///etc/passwd",
            "/etc/passwd",
            "/proc/self/environ",
            "/dev/stdin",
            "link",
            "up/master.key",
            "../scripts-of-another/b.sql",
            "up/scripts-of-another/b.sql",
            "below",
            "",
            ".",
            "no-such-file",
            "a\u0000b",
            "../../../../../../../../etc/passwd")) {
      ToolFailure failure = catchThrowableOfType(ToolFailure.class, () -> read(uri, open()));
      assertThat(failure).as(uri).isNotNull();
      assertThat(failure.error().message())
          .doesNotContain(SECRET)
          .isEqualTo("script.uri: there is no file " + uri + " in the folder of scripts");
    }
  }

  @Test
  void withoutAFolderThereAreNoFiles() {
    assertThat(
            catchThrowableOfType(
                ToolFailure.class, () -> read(folder + "/below/a.sql", ExecutionProfile.trusted())))
        .hasMessageContaining("noetl.profile.folder");
  }

  @Test
  void aRestrictedExecutionReadsNone() {
    assertThat(
            catchThrowableOfType(
                ToolFailure.class,
                () -> read("below/a.sql", new ExecutionProfile(true, HostRules.NONE, folder))))
        .hasMessageContaining("restricts");
  }
}
