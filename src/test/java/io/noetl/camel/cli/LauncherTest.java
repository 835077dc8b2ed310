package io.noetl.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a fresh clone, with a Maven and a JDK that only note how they were called. */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      echo "java $*" >>"$CALLS"
      case "$*" in *jarmode*) for last; do :; done; mkdir -p "$last"; : >"$last/noetl-camel.jar" ;; esac
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "mvn $*" >>"$CALLS"
      echo "[INFO] --- compiler:3.14.0:compile (default-compile) @ noetl-camel ---"
      echo "Downloaded from central: something.jar"
      [ -z "$BROKEN" ] || { echo "[ERROR] it does not compile"; exit 1; }
      mkdir -p "$ROOT/target"
      echo jar >"$ROOT/target/noetl-camel.jar"
      """;

  @TempDir Path folder;
  private Path root;

  private record Ran(int exitCode, String err, String calls) {}

  @BeforeEach
  void freshClone() throws IOException {
    root = Files.createDirectory(folder.resolve("clone"));
    Files.copy(Path.of("noetlctl"), root.resolve("noetlctl"));
    Files.createFile(root.resolve("pom.xml"));
    Path verbs = root.resolve("src/main/java/io/noetl/camel/cli/Verbs.java");
    Files.createDirectories(verbs.getParent());
    Files.copy(Path.of("src/main/java/io/noetl/camel/cli/Verbs.java"), verbs);
    Path playbooks = Files.createDirectory(root.resolve("playbooks"));
    Files.writeString(playbooks.resolve("a.yaml"), "metadata:\n  path: shipped/a\n");
    program("jdk/bin/java", JAVA);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    program("bin/mvn", MAVEN);
  }

  private void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of("bash", root.resolve("noetlctl").toString()), Stream.of(arguments))
            .toList();
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("NOETL_"));
    builder.environment().remove("POSTGRES_HOST");
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", folder.resolve("home").toString(),
                "NOETL_JAVA_HOME", folder.resolve("jdk").toString(),
                "NOETL_AOT", "off",
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "ROOT", root.toString(),
                "CALLS", folder.resolve("calls").toString()));
    builder.environment().putAll(environment);
    Process process =
        builder.redirectError(err.toFile()).redirectOutput(folder.resolve("out").toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    Path calls = folder.resolve("calls");
    return new Ran(
        process.exitValue(),
        Files.readString(err, StandardCharsets.UTF_8),
        Files.exists(calls) ? Files.readString(calls) : "");
  }

  @Test
  void theFirstCommandBuildsAndSaysSoAndTheSecondDoesNot() throws Exception {
    Ran first = run(Map.of(), "run", "shipped/a");

    assertThat(first.exitCode()).isZero();
    assertThat(first.err())
        .contains("building (once")
        .containsPattern("building, \\d+ s: .*, \\d+ files downloaded")
        .contains("unpacking the application")
        .containsPattern("built in \\d+ s");
    assertThat(first.calls()).contains("mvn ").contains("NoetlCtl run shipped/a");

    Files.delete(folder.resolve("calls"));
    Ran second = run(Map.of(), "run", "shipped/a");

    assertThat(second.err()).isEmpty();
    assertThat(second.calls()).doesNotContain("mvn ").contains("NoetlCtl run shipped/a");
  }

  @Test
  void whatCanNotRunIsSaidBeforeAnythingIsBuilt() throws Exception {
    assertRefused(run(Map.of(), "run", "no/such/path"), 1, "no playbook 'no/such/path'");
    assertRefused(run(Map.of(), "run", "nothing.yaml"), 1, "no playbook 'nothing.yaml'");
    assertRefused(run(Map.of(), "run"), 2, "run what?");
    assertRefused(run(Map.of(), "rnu", "shipped/a"), 2, "there is no verb 'rnu'");
  }

  private static void assertRefused(Ran ran, int exitCode, String message) {
    assertThat(ran.err()).contains(message);
    assertThat(ran.exitCode()).isEqualTo(exitCode);
    assertThat(ran.calls()).isEmpty();
  }

  @Test
  void whatMayBeInACatalogIsLeftToTheApplication() throws Exception {
    assertThat(run(Map.of(), "run", "other/path", "--data", "d").calls()).contains("other/path");
    Map<String, String> database = Map.of("NOETL_DATABASE_URL", "postgresql://h/d");
    assertThat(run(database, "run", "third/path").calls()).contains("third/path");
    assertThat(run(Map.of(), "run", "fourth/path", "-r", "distributed").calls())
        .contains("fourth/path");
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndWhereTheRestIs() throws Exception {
    Ran ran = run(Map.of("BROKEN", "1"), "run", "shipped/a");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("[ERROR] it does not compile").contains(".cache/build.log");
    assertThat(ran.calls()).doesNotContain("NoetlCtl");
  }

  @Test
  void cachesAreNotMadeWhileMavenWorksOnTheProject() throws Exception {
    run(Map.of(), "run", "shipped/a");
    Files.delete(folder.resolve("calls"));
    Process maven =
        new ProcessBuilder(
                "bash", "-c", "exec -a '-Dmaven.multiModuleProjectDirectory=" + root + "' sleep 60")
            .start();
    try {
      run(Map.of("NOETL_AOT", "auto"), "warm-up");
      assertThat(Files.exists(folder.resolve("calls"))).isFalse();
    } finally {
      maven.destroy();
      maven.waitFor();
    }

    run(Map.of("NOETL_AOT", "auto"), "warm-up");

    assertThat(Files.readString(folder.resolve("calls"))).contains("-XX:AOTCacheOutput=");
  }
}
