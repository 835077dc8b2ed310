package io.noetl.camel.component.python;

import io.noetl.camel.component.python.net.AllowedHosts;
import java.util.Map;
import java.util.TreeMap;

/**
 * What code may reach outside of its interpreter.
 *
 * @param name its name in messages
 * @param hostAccess whether code may use files, sockets and processes of the machine
 * @param environment the environment variables that code sees: no others
 * @param hosts the hosts that code may call where it has no host access
 */
public record PythonProfile(
    String name, boolean hostAccess, Map<String, String> environment, AllowedHosts hosts) {

  public PythonProfile {
    environment = Map.copyOf(environment);
  }

  /** Files, sockets and processes; of the environment what holds no secret. */
  public static PythonProfile trusted() {
    return new PythonProfile("trusted", true, harmless(System.getenv()), AllowedHosts.none());
  }

  /** Nothing of the machine but the packages; no environment. */
  public static PythonProfile restricted() {
    return new PythonProfile("restricted", false, Map.of(), AllowedHosts.none());
  }

  /** The same with these environment variables too. */
  public PythonProfile withEnvironment(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(more);
    return new PythonProfile(name, hostAccess, all, hosts);
  }

  /** The same with other hosts. */
  public PythonProfile withHosts(AllowedHosts newHosts) {
    return new PythonProfile(name, hostAccess, environment, newHosts);
  }

  /** Language, time zone, home, path, temporary folder, user. */
  private static Map<String, String> harmless(Map<String, String> all) {
    Map<String, String> kept = new TreeMap<>(all);
    kept.keySet().removeIf(name -> !name.matches("PATH|HOME|LANG|LC_\\w+|TZ|TMPDIR|USER"));
    return kept;
  }
}
