package io.noetl.camel.execution.profile;

import io.noetl.camel.playbook.CatalogPath;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The profiles of an operator's playbooks, by catalog path. Thread-safe. */
public final class ExecutionProfiles {
  private final PathGlobs restricted;
  private final ExecutionProfile trusted;
  private final ExecutionProfile closed;

  /**
   * Reads what the operator says.
   *
   * @param restricted globs of the paths that are restricted
   * @param hosts the hosts that restricted playbooks may call
   * @param folder the folder whose files the others may read; null for none
   * @throws IllegalArgumentException when a glob takes no path, or a host is none
   */
  public ExecutionProfiles(
      Collection<String> restricted, Collection<String> hosts, @Nullable Path folder) {
    for (String glob : restricted) {
      if (!CatalogPath.isValid(glob.strip().replace('*', 'x'))) {
        throw new IllegalArgumentException(
            "noetl.profile.restricted: '%s' takes no catalog path (%s)"
                .formatted(CatalogPath.shown(glob), CatalogPath.EXPECTED));
      }
    }
    this.restricted = new PathGlobs(restricted);
    this.trusted = new ExecutionProfile(false, HostRules.NONE, folder);
    this.closed = new ExecutionProfile(true, HostRules.of(hosts), null);
  }

  /** Every playbook is trusted, and reads no files. */
  public static ExecutionProfiles trustAll() {
    return new ExecutionProfiles(List.of(), List.of(), null);
  }

  /**
   * The profile of an execution.
   *
   * @param path its catalog path; what is no path is restricted
   * @param below whether it was started by a restricted execution: then it is restricted too
   */
  public ExecutionProfile of(String path, boolean below) {
    boolean open = !below && CatalogPath.isValid(path) && !restricted.matches(path);
    return open ? trusted : closed;
  }
}
