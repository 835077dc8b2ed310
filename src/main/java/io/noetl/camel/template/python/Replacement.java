package io.noetl.camel.template.python;

/** {@code str.replace}. */
public final class Replacement {
  private Replacement() {}

  /**
   * Replaces the first occurrences of a part.
   *
   * @param count how many; below 0 all
   */
  public static String of(String text, String old, String replacement, int count, Meter meter) {
    if (count == 0 || (!old.isEmpty() && !text.contains(old))) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int at = text.indexOf(old);
    for (int done = 0; at >= 0 && (count < 0 || done < count); done++) {
      out.append(text, copied, at).append(replacement);
      meter.text(out.length());
      copied = at + old.length();
      if (old.isEmpty()) {
        at = at < text.length() ? at + Character.charCount(text.codePointAt(at)) : -1;
      } else {
        at = text.indexOf(old, copied);
      }
    }
    return out.append(text, copied, text.length()).toString();
  }
}
