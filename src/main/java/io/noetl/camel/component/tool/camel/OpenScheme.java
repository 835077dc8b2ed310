package io.noetl.camel.component.tool.camel;

import io.noetl.camel.execution.profile.PathGlobs;
import io.noetl.camel.tool.ToolFailure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.jspecify.annotations.Nullable;

/**
 * A component that the operator has opened, with the types that Camel's catalog gives its options.
 */
final class OpenScheme {
  /** What means nothing to any parser on the way to a component. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~/:=,+-]*");

  private static final Pattern UP = Pattern.compile("(^|[/:])\\.\\.?(/|$)");

  private final String name;
  private final String property;
  private final PathGlobs paths;
  private final Map<String, LiteralOption> options = new LinkedHashMap<>();
  private final Set<String> headers;

  /**
   * A scheme as an operator opens it.
   *
   * @throws IllegalArgumentException when he opens what can't be opened
   */
  OpenScheme(String name, String property, CamelScheme opened, ComponentModel model) {
    this.name = name;
    this.property = property;
    this.paths = new PathGlobs(opened.paths());
    Map<String, EndpointOptionModel> known =
        model.getEndpointParameterOptions().stream()
            .collect(Collectors.toMap(EndpointOptionModel::getName, option -> option));
    for (String option : new TreeSet<>(opened.options())) {
      options.put(option, LiteralOption.of(property("options"), option, known.get(option)));
    }
    this.headers =
        opened.headers().stream()
            .map(header -> header.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String header : headers) {
      if (header.startsWith("camel") || header.startsWith("org.apache.camel")) {
        throw new IllegalArgumentException(
            property("headers") + ": " + header + " (expected: headers that do not steer Camel)");
      }
    }
  }

  private String property(String field) {
    return property + "." + name + "." + field;
  }

  String name() {
    return name;
  }

  /** The path, if a playbook may name it. */
  String path(String path) throws ToolFailure {
    if (!PATH.matcher(path).matches() || UP.matcher(path).find()) {
      throw refused(
          "path: '%s' has signs that mean more than a name (expected: letters, digits and . _ ~ / : = , + -)"
              .formatted(path));
    }
    if (!paths.matches(path)) {
      throw refused(
          "path: '%s' is not open here. The operator opens paths: %s"
              .formatted(path, property("paths")));
    }
    return path;
  }

  /** Options with the values that their types ask for. */
  Map<String, Object> options(Map<String, @Nullable Object> given) throws ToolFailure {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : given.entrySet()) {
      LiteralOption option = options.get(entry.getKey());
      if (option == null) {
        throw refused(
            "options.%s is not open here (open: %s). The operator opens options: %s"
                .formatted(entry.getKey(), listed(options.keySet()), property("options")));
      }
      values.put(entry.getKey(), option.value(entry.getValue()));
    }
    return values;
  }

  /** Headers of the message; null values are left out. */
  Map<String, Object> headers(Map<String, @Nullable Object> given) throws ToolFailure {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : given.entrySet()) {
      if (!headers.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
        throw refused(
            "headers.%s is not open here (open: %s). The operator opens headers: %s"
                .formatted(entry.getKey(), listed(headers), property("headers")));
      }
      if (entry.getValue() != null) {
        values.put(entry.getKey(), String.valueOf(entry.getValue()));
      }
    }
    return values;
  }

  static ToolFailure refused(String message) {
    return new ToolFailure("CA0003", "ConfigError", "camel: " + message);
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names));
  }
}
