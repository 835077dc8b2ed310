package io.noetl.camel.template.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a function, and how a call's arguments are bound to them. It is written as in
 * Python: {@code do_indent(s, width=4, first=False)}, {@code do_format(value, *args, **kwargs)}; a
 * {@code /} at the end means that no argument may be named, as with functions written in C. What
 * Jinja2 itself hands over first ({@code environment}, {@code context}, {@code eval_ctx}) is no
 * parameter, but counts in Python's messages.
 */
public final class Signature {
  private static final Set<String> HIDDEN =
      Set.of("context", "environment", "env", "eval_ctx", "self");

  /** Older functions written in C, which count their arguments in other words. */
  private static final Set<String> OLDER =
      Set.of("find", "rfind", "index", "rindex", "count", "startswith", "endswith");

  private static final Set<String> WITH_KEYWORDS =
      Set.of("split", "rsplit", "splitlines", "expandtabs", "encode");

  private final String function;
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Object> defaults = new ArrayList<>();
  private final boolean rest;
  private final boolean namedRest;
  private final boolean positionalOnly;
  private final int hidden;
  private final int required;
  private final int namedOnlyFrom;

  private Signature(String text) {
    int open = text.indexOf('(');
    this.function = text.substring(0, open);
    String inside = text.substring(open + 1, text.length() - 1);
    int hiddenCount = 0;
    boolean restSeen = false;
    boolean namedRestSeen = false;
    boolean slash = false;
    int needed = 0;
    int namedFrom = Integer.MAX_VALUE;
    for (String part : split(inside)) {
      if (HIDDEN.contains(part)) {
        hiddenCount++;
      } else if (part.startsWith("**")) {
        namedRestSeen = true;
      } else if (part.equals("*")) {
        namedFrom = names.size();
      } else if (part.startsWith("*")) {
        restSeen = true;
      } else if (part.equals("/")) {
        slash = true;
      } else {
        int equals = part.indexOf('=');
        names.add(equals < 0 ? part : part.substring(0, equals));
        defaults.add(equals < 0 ? null : constant(part.substring(equals + 1)));
        needed += equals < 0 ? 1 : 0;
      }
    }
    this.rest = restSeen;
    this.namedRest = namedRestSeen;
    this.positionalOnly = slash || (names.isEmpty() && !restSeen && function.contains("."));
    this.required = needed;
    this.hidden = hiddenCount;
    this.namedOnlyFrom = namedFrom;
  }

  /** Reads a signature. */
  public static Signature of(String text) {
    return new Signature(text);
  }

  private static String[] split(String inside) {
    return inside.isEmpty() ? new String[0] : inside.split(", (?=[a-z_*/])", -1);
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

  /** The function's name. */
  public String function() {
    return function;
  }

  /** The function's name with its module, which is the given one where the name tells no other. */
  public String qualified(String module) {
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
    int count = names.size();
    @Nullable Object[] bound = new Object[count + (rest ? 1 : 0) + (namedRest ? 1 : 0)];
    boolean[] set = new boolean[count];
    if (given.length > namedOnlyFrom) {
      throw PyError.type(shortName() + "() takes no positional arguments");
    }
    int direct = Math.min(given.length, count);
    for (int i = 0; i < direct; i++) {
      bound[i] = given[i];
      set[i] = true;
    }
    PyDict others = bindNamed(arguments.named(), bound, set);
    if (given.length > count && !rest) {
      throw tooMany(given.length);
    }
    fillDefaults(bound, set);
    if (rest) {
      bound[count] = new Tuple(tail(given, count));
    }
    if (namedRest) {
      bound[bound.length - 1] = others;
    }
    return bound;
  }

  private PyDict bindNamed(
      Map<String, @Nullable Object> named, @Nullable Object[] bound, boolean[] set) {
    PyDict others = new PyDict();
    if (!named.isEmpty() && positionalOnly) {
      throw PyError.type((isOlder() ? shortName() : function) + "() takes no keyword arguments");
    }
    named.forEach(
        (name, value) -> {
          int index = names.indexOf(name);
          if (index == 0 && function.equals("escape")) {
            throw PyError.type(
                "escape() got some positional-only arguments passed as keyword arguments: 's'");
          }
          if (index < 0) {
            if (!namedRest) {
              throw unexpected(name);
            }
            others.set(name, value);
          } else if (set[index]) {
            throw PyError.type(function + "() got multiple values for argument '" + name + "'");
          } else {
            bound[index] = value;
            set[index] = true;
          }
        });
    return others;
  }

  private boolean isOlder() {
    return function.startsWith("str.") && OLDER.contains(shortName());
  }

  private boolean isWithKeywords() {
    return function.startsWith("str.") && WITH_KEYWORDS.contains(shortName());
  }

  private String shortName() {
    return function.substring(function.indexOf('.') + 1);
  }

  private PyError unexpected(String name) {
    return PyError.type(
        isWithKeywords()
            ? "'" + name + "' is an invalid keyword argument for " + shortName() + "()"
            : function + "() got an unexpected keyword argument '" + name + "'");
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
      if (!set[i]) {
        if (i < required) {
          missing.add("'" + names.get(i) + "'");
        } else {
          bound[i] = defaults.get(i);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw tooFew(missing);
    }
  }

  private PyError tooFew(List<String> missing) {
    if (positionalOnly) {
      return wrongCount(required - missing.size(), "at least ", required);
    }
    int last = missing.size() - 1;
    String listed =
        last == 0
            ? missing.getFirst()
            : missing.subList(0, last).stream().collect(Collectors.joining(", "))
                + (last == 1 ? " and " : ", and ")
                + missing.get(last);
    return PyError.type(
        function
            + "() missing "
            + missing.size()
            + " required positional"
            + plural(" argument", missing.size())
            + ": "
            + listed);
  }

  private PyError tooMany(int given) {
    int most = names.size();
    if (positionalOnly || isWithKeywords()) {
      return wrongCount(given, "at most ", most);
    }
    int all = most + hidden;
    String takes = required == most ? "" + all : "from " + (required + hidden) + " to " + all;
    int shown = given + hidden;
    return PyError.type(
        function
            + "() takes "
            + takes
            + plural(" positional argument", all)
            + " but "
            + shown
            + (shown == 1 ? " was given" : " were given"));
  }

  /** What functions written in C say. */
  private PyError wrongCount(int given, String bound, int limit) {
    if (names.isEmpty()) {
      return PyError.type(function + "() takes no arguments (" + given + " given)");
    }
    if (names.size() == 1 && required == 1) {
      return PyError.type(function + "() takes exactly one argument (" + given + " given)");
    }
    String name = shortName();
    String shown = required == names.size() ? "" : bound;
    if (isOlder() || isWithKeywords()) {
      return PyError.type(
          name
              + "() takes "
              + shown
              + limit
              + plural(" argument", limit)
              + " ("
              + given
              + " given)");
    }
    return PyError.type(
        name + " expected " + shown + limit + plural(" argument", limit) + ", got " + given);
  }

  private static String plural(String word, int count) {
    return count == 1 ? word : word + "s";
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
