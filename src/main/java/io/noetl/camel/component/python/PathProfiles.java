package io.noetl.camel.component.python;

import java.util.List;
import java.util.regex.Pattern;

/** Which playbooks run with restricted access, by their catalog path. */
public final class PathProfiles {
  private final List<Pattern> restricted;

  /**
   * @param restricted catalog paths; {@code *} stands for any text without a slash, {@code **} for
   *     any text
   */
  public PathProfiles(List<String> restricted) {
    this.restricted = restricted.stream().map(PathProfiles::pattern).toList();
  }

  /** All playbooks are trusted. */
  public static PathProfiles trustAll() {
    return new PathProfiles(List.of());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String part : glob.splitWithDelimiters("\\*\\*|\\*", -1)) {
      regex.append(
          switch (part) {
            case "**" -> ".*";
            case "*" -> "[^/]*";
            default -> Pattern.quote(part);
          });
    }
    return Pattern.compile(regex.toString());
  }

  boolean isRestricted(String path) {
    return restricted.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }
}
