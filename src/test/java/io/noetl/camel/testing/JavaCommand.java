package io.noetl.camel.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command of a Java process beside the tests: most of its life is its start, so that it has one
 * compiler and one collector, and reads what was compiled here as it is.
 */
public final class JavaCommand {
  private JavaCommand() {}

  /** With the class path of the tests; the main class and its arguments follow. */
  public static List<String> of(String... options) {
    return with(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        options);
  }

  /** With another class path. */
  public static List<String> with(String classPath, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote"));
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(classPath);
    return command;
  }
}
