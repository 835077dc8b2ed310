package io.noetl.camel.component.subscription;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which objects of a bucket a glob takes, by their names: as of files, but a name is text and no
 * path. What has a part that begins with a dot is hidden, what ends with a slash is a folder.
 */
final class ObjectNames {
  private static final String SPECIAL = "*?[{\\";

  private final String prefix;
  private final Pattern pattern;
  private final String literal;
  private final boolean flat;

  /**
   * Names.
   *
   * @param prefix what all of them begin with
   * @param glob of what stands behind it
   */
  ObjectNames(String prefix, String glob) {
    this.prefix = prefix;
    int plain = 0;
    while (plain < glob.length() && SPECIAL.indexOf(glob.charAt(plain)) < 0) {
      plain++;
    }
    this.literal = glob.substring(0, plain);
    String rest = glob.substring(plain);
    this.flat = rest.indexOf('/') < 0 && !rest.contains("**");
    try {
      this.pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'%s' is no glob: %s".formatted(glob, e.getDescription()));
    }
  }

  /** What a listing may ask for: all that is taken begins with it. */
  String listed() {
    return prefix + literal;
  }

  /** Whether nothing behind a further slash is taken. */
  boolean isFlat() {
    return flat;
  }

  /** Whether an object is taken. */
  boolean takes(String key) {
    if (!key.startsWith(prefix) || key.endsWith("/")) {
      return false;
    }
    String name = key.substring(prefix.length());
    return !name.startsWith(".") && !name.contains("/.") && pattern.matcher(name).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int open = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean deep = glob.startsWith("**", i);
          regex.append(deep ? ".*" : "[^/]*");
          i += deep ? 1 : 0;
        }
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int end = glob.indexOf(']', i + 2);
          if (end < 0) {
            throw new IllegalArgumentException("'%s' has a [ without its ]".formatted(glob));
          }
          String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
          regex.append("(?!/)[").append(set.replace("&&", "&\\&").replaceFirst("^!", "^"));
          regex.append(']');
          i = end;
        }
        case '{' -> {
          open++;
          regex.append("(?:");
        }
        case '}' -> {
          open--;
          regex.append(')');
        }
        case ',' -> regex.append(open > 0 ? "|" : ",");
        case '\\' -> {
          i++;
          regex.append(Pattern.quote(glob.substring(i, Math.min(i + 1, glob.length()))));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
