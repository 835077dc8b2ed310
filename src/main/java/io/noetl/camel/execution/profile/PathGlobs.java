package io.noetl.camel.execution.profile;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Paths as an operator lists them: {@code *} stands for any text without a slash, {@code **} for
 * any text, whatever characters it has.
 */
public final class PathGlobs {
  private final List<Pattern> patterns;

  /** The paths that one of the globs takes. */
  public PathGlobs(Collection<String> globs) {
    this.patterns = globs.stream().map(PathGlobs::pattern).toList();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String part : glob.strip().splitWithDelimiters("\\*\\*|\\*", -1)) {
      regex.append(
          switch (part) {
            case "**" -> ".*";
            case "*" -> "[^/]*";
            default -> Pattern.quote(part);
          });
    }
    // a line separator is a sign like others: without DOTALL a path with one would match nothing
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Whether there is no glob. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether a glob takes the whole path. */
  public boolean matches(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }
}
