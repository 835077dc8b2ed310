package io.noetl.camel.tool;

import java.nio.file.Path;
import java.util.Map;

/** Names the folder for data, extensions and packages as the launcher and the build do. */
public final class HomeFolder {
  private HomeFolder() {}

  /** Gives {@code $NOETL_HOME}, else {@code $HOME/.noetl}. */
  public static Path of(Map<String, String> environment) {
    String home = environment.getOrDefault("NOETL_HOME", "");
    // The JVM's user.home is the account's folder, whatever HOME says.
    String user = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return home.isBlank() ? Path.of(user, ".noetl") : Path.of(home);
  }

  /** Gives the folder that a variable names, else the one of that name in the home folder. */
  public static Path folder(Map<String, String> environment, String variable, String name) {
    String named = environment.getOrDefault(variable, "");
    return named.isBlank() ? of(environment).resolve(name) : Path.of(named);
  }
}
