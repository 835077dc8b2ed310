package io.noetl.camel.execution.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a rerun begins.
 *
 * @param step the step
 * @param item the loop item, whose siblings' results are used again; null for the whole step
 * @param inChild where the child begins that the step calls; null when it begins anew
 */
public record RerunPoint(String step, @Nullable Integer item, @Nullable RerunPoint inChild) {
  private static final Pattern PART = Pattern.compile("(.+?)(?:\\[(\\d{1,9})])?");

  /**
   * Reads the written form: {@code step}, {@code step[item]}, {@code call/step-in-the-child}.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static RerunPoint parse(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? text : text.substring(0, slash);
    Matcher part = PART.matcher(first);
    if (!part.matches()) {
      throw new IllegalArgumentException(
          "from_step: '%s' (expected: a step, step[item], or call/step of the child)"
              .formatted(text));
    }
    String item = part.group(2);
    return new RerunPoint(
        part.group(1),
        item == null ? null : Integer.valueOf(item),
        slash < 0 ? null : parse(text.substring(slash + 1)));
  }

  /** The same with a loop item at its end. */
  public RerunPoint withItem(int index) {
    return inChild == null
        ? new RerunPoint(step, index, null)
        : new RerunPoint(step, item, inChild.withItem(index));
  }
}
