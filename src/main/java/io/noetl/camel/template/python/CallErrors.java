package io.noetl.camel.template.python;

import java.util.List;
import java.util.Set;

/**
 * What Python says when arguments do not fit. Functions written in Python, and three kinds written
 * in C, use different words.
 *
 * @param parameters the function's parameters
 */
record CallErrors(Parameters parameters) {
  /** They count arguments before they look at them, and take none by name. */
  private static final Set<String> OLDER =
      Set.of("find", "rfind", "index", "rindex", "count", "startswith", "endswith");

  /** Methods written in C whose arguments may be named. */
  private static final Set<String> WITH_KEYWORDS =
      Set.of("split", "rsplit", "splitlines", "expandtabs", "encode");

  private boolean isText(Set<String> methods) {
    return parameters.function().startsWith("str.") && methods.contains(parameters.shortName());
  }

  PyError unexpected(String name) {
    return PyError.type(
        isText(WITH_KEYWORDS)
            ? "'" + name + "' is an invalid keyword argument for " + parameters.shortName() + "()"
            : parameters.function() + "() got an unexpected keyword argument '" + name + "'");
  }

  PyError repeated(String name) {
    return PyError.type(
        parameters.function()
            + (parameters.function().equals("escape")
                ? "() got some positional-only arguments passed as keyword arguments: '"
                : "() got multiple values for argument '")
            + name
            + "'");
  }

  PyError noKeywords() {
    String name = isText(OLDER) ? parameters.shortName() : parameters.function();
    return PyError.type(name + "() takes no keyword arguments");
  }

  PyError noPositional() {
    return PyError.type(parameters.shortName() + "() takes no positional arguments");
  }

  /** Whether the function counts named arguments too before it looks at them. */
  boolean countsAll() {
    return isText(WITH_KEYWORDS);
  }

  PyError tooMany(int given) {
    int most = parameters.names().size();
    if (parameters.positionalOnly() || countsAll()) {
      return wrongCount(given, "at most ", most);
    }
    int hidden = parameters.hidden();
    int all = most + hidden;
    int least = parameters.required() + hidden;
    int shown = given + hidden;
    return PyError.type(
        parameters.function()
            + "() takes "
            + (least == all ? "" : "from " + least + " to ")
            + all
            + plural(" positional argument", all)
            + " but "
            + shown
            + (shown == 1 ? " was given" : " were given"));
  }

  PyError tooFew(List<String> missing) {
    if (parameters.positionalOnly()) {
      int given = parameters.required() - missing.size();
      return wrongCount(given, "at least ", parameters.required());
    }
    int last = missing.size() - 1;
    String listed =
        last == 0
            ? missing.getFirst()
            : String.join(", ", missing.subList(0, last))
                + (last == 1 ? " and " : ", and ")
                + missing.get(last);
    return PyError.type(
        parameters.function()
            + "() missing "
            + missing.size()
            + " required positional"
            + plural(" argument", missing.size())
            + ": "
            + listed);
  }

  /** What functions written in C say. */
  private PyError wrongCount(int given, String bound, int limit) {
    int all = parameters.names().size();
    if (all == 0) {
      return PyError.type(parameters.function() + "() takes no arguments (" + given + " given)");
    }
    if (all == 1 && parameters.required() == 1) {
      return PyError.type(
          parameters.function() + "() takes exactly one argument (" + given + " given)");
    }
    String count = (parameters.required() == all ? "" : bound) + limit + plural(" argument", limit);
    return PyError.type(
        isText(OLDER) || countsAll()
            ? parameters.shortName() + "() takes " + count + " (" + given + " given)"
            : parameters.shortName() + " expected " + count + ", got " + given);
  }

  private static String plural(String word, int count) {
    return count == 1 ? word : word + "s";
  }
}
