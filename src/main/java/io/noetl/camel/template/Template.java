package io.noetl.camel.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled template: immutable, to be used by any number of threads.
 *
 * <p>Values come in and go out as plain Java: {@code null} (None), {@code Boolean}, {@code Long} or
 * {@code BigInteger} (smaller integers come in too), {@code Double} ({@code BigDecimal} comes in as
 * float), {@code String}, {@code List}, {@code Map} with text keys. The caller's data is never
 * changed. Each method throws {@link TemplateError}.
 */
public interface Template {

  /** Whether there is nothing to render: then each result is the source, for nothing. */
  boolean isConstant();

  /** The text that was compiled. */
  String source();

  /** The text that the template gives, exactly as Jinja2 does. */
  String render(Names names, UndefinedPolicy policy);

  /**
   * The value of a template that is one whole <code>{{ expression }}</code> (white space around it
   * aside), with its type; of any other the text. An undefined value is {@code ""} when lenient,
   * and an error when strict.
   */
  default @Nullable Object value(Names names, UndefinedPolicy policy) {
    return valueOr(names, policy, "");
  }

  /** As {@link #value}, with another answer for a whole expression that is undefined. */
  @Nullable Object valueOr(Names names, UndefinedPolicy policy, @Nullable Object whenUndefined);

  /** Whether the template is one whole expression whose value is undefined. */
  default boolean isUndefined(Names names) {
    return valueOr(names, UndefinedPolicy.LENIENT, Names.MISSING) instanceof Names.Missing;
  }

  /**
   * The truth of a condition. Of one whole expression it is the value's, as Jinja2 has it; but a
   * bare text (a name, a literal, a template with text in it) is true when it says {@code true},
   * {@code 1} or {@code yes}, as in NoETL, and one that a filter or {@code if … else} gives is
   * false when it says {@code false}, {@code 0} or {@code no}. When lenient, whatever fails for an
   * undefined value is false.
   */
  boolean test(Names names, UndefinedPolicy policy);

  /** The data that the template reads, in the order of the text; found anew at each call. */
  List<Reference> references();
}
