package io.noetl.camel.component.python;

import io.noetl.camel.execution.profile.PathGlobs;
import java.util.List;

/** Which playbooks run with restricted access, by their catalog path. */
public final class PathProfiles {
  private final PathGlobs restricted;

  /**
   * @param restricted catalog paths; {@code *} stands for any text without a slash, {@code **} for
   *     any text
   */
  public PathProfiles(List<String> restricted) {
    this.restricted = new PathGlobs(restricted);
  }

  /** All playbooks are trusted. */
  public static PathProfiles trustAll() {
    return new PathProfiles(List.of());
  }

  boolean isRestricted(String path) {
    return restricted.matches(path);
  }
}
