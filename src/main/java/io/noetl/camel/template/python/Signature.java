package io.noetl.camel.template.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a call's arguments are bound to a function's parameters. It is written as in Python: {@code
 * do_indent(s, width=4, first=False)}, {@code do_format(value, *args, **kwargs)}; a {@code /} at
 * the end means that no argument may be named, as with functions written in C. What Jinja2 itself
 * hands over first ({@code environment}, {@code context}, {@code eval_ctx}) is no parameter, but
 * counts in Python's messages.
 */
public final class Signature {
  private final Parameters parameters;
  private final CallErrors errors;

  private Signature(Parameters parameters) {
    this.parameters = parameters;
    this.errors = new CallErrors(parameters);
  }

  /** Reads a signature. */
  public static Signature of(String text) {
    return new Signature(Parameters.of(text));
  }

  /** The function's name. */
  public String function() {
    return parameters.function();
  }

  /** The function's name with its module, which is the given one where the name tells no other. */
  public String qualified(String module) {
    String function = parameters.function();
    return switch (function) {
      case "escape", "soft_str" -> "markupsafe." + function;
      case "abs", "len", "callable" -> function;
      default -> function.contains(".") ? function : module + function.replace("sync_", "");
    };
  }

  /**
   * The value of each parameter; behind them the rest of the positional arguments as a {@link
   * Tuple}, and of the named ones as a {@link PyDict}, where the signature takes them.
   */
  public @Nullable Object[] bind(CallArguments arguments) {
    @Nullable Object[] given = arguments.positional();
    Map<String, @Nullable Object> named = arguments.named();
    int count = parameters.names().size();
    int more = (parameters.rest() ? 1 : 0) + (parameters.namedRest() ? 1 : 0);
    checkCounts(given.length, named.size());
    @Nullable Object[] bound = new Object[count + more];
    int direct = Math.min(given.length, count);
    System.arraycopy(given, 0, bound, 0, direct);
    if (named.isEmpty() && direct == count && more == 0 && given.length == count) {
      return bound;
    }
    boolean[] set = new boolean[count];
    for (int i = 0; i < direct; i++) {
      set[i] = true;
    }
    PyDict others = bindNamed(named, bound, set);
    if (given.length > count && !parameters.rest()) {
      throw errors.tooMany(given.length);
    }
    fillDefaults(bound, set);
    if (parameters.rest()) {
      bound[count] = new Tuple(tail(given, count));
    }
    if (parameters.namedRest()) {
      bound[bound.length - 1] = others;
    }
    return bound;
  }

  private void checkCounts(int positional, int named) {
    if (named > 0 && parameters.positionalOnly()) {
      throw errors.noKeywords();
    }
    if (positional > parameters.namedOnlyFrom()) {
      throw errors.noPositional();
    }
    if (errors.countsAll() && positional + named > parameters.names().size()) {
      throw errors.tooMany(positional + named);
    }
  }

  private PyDict bindNamed(
      Map<String, @Nullable Object> named, @Nullable Object[] bound, boolean[] set) {
    PyDict others = new PyDict();
    named.forEach(
        (name, value) -> {
          int index = parameters.names().indexOf(name);
          if (index >= 0) {
            if (set[index]) {
              throw errors.repeated(name);
            }
            bound[index] = value;
            set[index] = true;
          } else if (parameters.namedRest()) {
            others.set(name, value);
          } else {
            throw errors.unexpected(name);
          }
        });
    return others;
  }

  private static @Nullable Object[] tail(@Nullable Object[] given, int from) {
    int length = Math.max(0, given.length - from);
    @Nullable Object[] tail = new Object[length];
    System.arraycopy(given, given.length - length, tail, 0, length);
    return tail;
  }

  private void fillDefaults(@Nullable Object[] bound, boolean[] set) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < set.length; i++) {
      if (!set[i] && i < parameters.required()) {
        missing.add("'" + parameters.names().get(i) + "'");
      } else if (!set[i]) {
        bound[i] = parameters.defaults().get(i);
      }
    }
    if (!missing.isEmpty()) {
      throw errors.tooFew(missing);
    }
  }

  /** Named arguments of a spread dict, whose keys must be texts. */
  public static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    Dicts.forEach(
        map,
        (key, value) -> {
          if (key == null || !Types.isText(key)) {
            throw PyError.type("keywords must be strings");
          }
          named.put(Types.text(key), value);
        });
    return named;
  }
}
