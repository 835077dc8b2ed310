package io.noetl.camel.component.python;

import java.util.Map;
import java.util.TreeMap;

/**
 * What code may reach outside of its interpreter.
 *
 * @param name its name in messages
 * @param hostAccess whether code may use files, sockets and processes of the machine
 * @param environment the environment variables that code sees: no others
 */
public record PythonProfile(String name, boolean hostAccess, Map<String, String> environment) {

  public PythonProfile {
    environment = Map.copyOf(environment);
  }

  /** Files, sockets and processes; of the environment what holds no secret. */
  public static PythonProfile trusted() {
    return new PythonProfile("trusted", true, harmless(System.getenv()));
  }

  /** Nothing of the machine but the packages; no environment. */
  public static PythonProfile restricted() {
    return new PythonProfile("restricted", false, Map.of());
  }

  /** The same with these environment variables too. */
  public PythonProfile withEnvironment(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(more);
    return new PythonProfile(name, hostAccess, all);
  }

  /** Language, time zone, home, path, temporary folder, user. */
  private static Map<String, String> harmless(Map<String, String> all) {
    Map<String, String> kept = new TreeMap<>(all);
    kept.keySet().removeIf(name -> !name.matches("PATH|HOME|LANG|LC_\\w+|TZ|TMPDIR|USER"));
    return kept;
  }
}
