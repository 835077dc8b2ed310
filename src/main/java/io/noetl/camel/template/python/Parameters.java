package io.noetl.camel.template.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a function as a {@link Signature} tells them.
 *
 * @param function the function's name, behind that of its class where it is a method
 * @param names the parameters' names
 * @param defaults their defaults; null where there is none too
 * @param required how many have no default; they come first
 * @param namedOnlyFrom the index from which on they must be named
 * @param positionalOnly whether none may be named
 * @param rest whether there is {@code *args}
 * @param namedRest whether there is {@code **kwargs}
 * @param hidden how many Jinja2 itself hands over before these
 */
record Parameters(
    String function,
    List<String> names,
    List<@Nullable Object> defaults,
    int required,
    int namedOnlyFrom,
    boolean positionalOnly,
    boolean rest,
    boolean namedRest,
    int hidden) {
  private static final Set<String> HIDDEN =
      Set.of("context", "environment", "env", "eval_ctx", "self");

  /** Reads the text of a signature. */
  static Parameters of(String text) {
    int open = text.indexOf('(');
    String function = text.substring(0, open);
    String inside = text.substring(open + 1, text.length() - 1);
    List<String> names = new ArrayList<>();
    List<@Nullable Object> defaults = new ArrayList<>();
    int hidden = 0;
    int required = 0;
    int namedOnlyFrom = Integer.MAX_VALUE;
    boolean rest = false;
    boolean namedRest = false;
    boolean slash = false;
    for (String part : inside.isEmpty() ? new String[0] : inside.split(", (?=[a-z_*/])", -1)) {
      switch (part) {
        case "*" -> namedOnlyFrom = names.size();
        case "/" -> slash = true;
        default -> {
          if (HIDDEN.contains(part)) {
            hidden++;
          } else if (part.startsWith("*")) {
            namedRest |= part.startsWith("**");
            rest |= !part.startsWith("**");
          } else {
            int equals = part.indexOf('=');
            names.add(equals < 0 ? part : part.substring(0, equals));
            defaults.add(equals < 0 ? null : constant(part.substring(equals + 1)));
            required += equals < 0 ? 1 : 0;
          }
        }
      }
    }
    boolean nothing = names.isEmpty() && !rest && hidden == 0 && function.contains(".");
    return new Parameters(
        function,
        List.copyOf(names),
        Collections.unmodifiableList(defaults),
        required,
        namedOnlyFrom,
        slash || nothing,
        rest,
        namedRest,
        hidden);
  }

  private static @Nullable Object constant(String text) {
    return switch (text) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      default -> {
        if (text.startsWith("'")) {
          yield text.substring(1, text.length() - 1);
        }
        if (text.contains(".")) {
          yield Double.valueOf(text);
        }
        yield Long.valueOf(text);
      }
    };
  }

  /** The function's name without that of its class. */
  String shortName() {
    return function.substring(function.indexOf('.') + 1);
  }
}
