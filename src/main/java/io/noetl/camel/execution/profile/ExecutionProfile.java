package io.noetl.camel.execution.profile;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an execution may reach outside of itself. It is made where the execution starts and goes
 * with each of its calls; whoever opens a connection, a file or a process for a call asks it.
 *
 * @param restricted whether it reaches hosts that the operator lists and nothing else: no file,
 *     process, Job, Camel component or secret of the machine
 * @param hosts the hosts that it may call where it is restricted; others call what the guard of
 *     outgoing connections lets through
 * @param folder the folder whose files it may read; null for none
 */
public record ExecutionProfile(boolean restricted, HostRules hosts, @Nullable Path folder) {

  /** No restriction but those that hold for every execution, and no files. */
  public static ExecutionProfile trusted() {
    return new ExecutionProfile(false, HostRules.NONE, null);
  }

  /** Whether a port of a host may be called, as far as this execution is concerned. */
  public boolean mayCall(String host, int port) {
    return !restricted || hosts.allows(host, port);
  }

  /** Why a host can't be called: for messages. */
  public static String closed(String host, int port) {
    return "the host '%s:%d' is not open to this playbook, which the operator restricts (noetl.profile.hosts)"
        .formatted(host, port);
  }

  /** Why something can't be used at all: for messages. */
  public static String closed(String what) {
    return what
        + " is not open to this playbook, which the operator restricts (noetl.profile.restricted)";
  }
}
