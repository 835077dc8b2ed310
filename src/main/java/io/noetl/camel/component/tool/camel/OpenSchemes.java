package io.noetl.camel.component.tool.camel;

import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.ToolFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.tooling.model.JsonMapper;

/** The components that the operator has opened; none by default. */
final class OpenSchemes {
  /** Whose path or message is code, or names an object, a route or a resource of the server. */
  private static final Set<String> NEVER =
      Set.of(
          "bean",
          "class",
          "language",
          "exec",
          "controlbus",
          "ref",
          "jdbc",
          "sql",
          "sql-stored",
          "jpa",
          "mybatis",
          "mybatis-bean",
          "groovy",
          "joor",
          "xslt",
          "xslt-saxon",
          "xquery",
          "validator",
          "velocity",
          "freemarker",
          "mvel",
          "mustache",
          "thymeleaf",
          "jolt",
          "jslt",
          "jte",
          "jsonata",
          "jsonpath",
          "kamelet",
          "dynamic-router",
          "docker",
          "ssh",
          "jmx",
          "direct",
          "seda",
          "disruptor",
          "vm",
          "stub",
          "mock",
          "dataset",
          "dataset-test",
          "browse",
          "saga",
          "rest",
          "rest-api",
          "rest-openapi",
          "platform-http",
          "servlet",
          "debug",
          "step",
          "tool",
          "python",
          "duckdb",
          "postgres",
          "playbook");

  /** Connects past the guard of outgoing connections. */
  private static final Set<String> HTTP =
      Set.of("http", "https", "netty-http", "vertx-http", "undertow");

  private final Map<String, OpenScheme> open = new TreeMap<>();
  private final String property;

  /**
   * Checks what the operator opens against Camel's own catalog.
   *
   * @param property where he does
   * @throws IllegalArgumentException when something can't be opened
   */
  OpenSchemes(CamelContext context, String property, Map<String, CamelScheme> opened) {
    this.property = property;
    opened.forEach((name, scheme) -> add(context, name.toLowerCase(Locale.ROOT), scheme));
  }

  private void add(CamelContext context, String name, CamelScheme scheme) {
    if (NEVER.contains(name)) {
      throw new IllegalArgumentException(
          "%s.%s (expected: a component that reaches neither code nor objects nor routes of the server)"
              .formatted(property, name));
    }
    if (HTTP.contains(name)) {
      throw new IllegalArgumentException(
          "%s.%s (expected: another component; playbooks call by `kind: http`, whose connections are guarded)"
              .formatted(property, name));
    }
    String json = PluginHelper.getRuntimeCamelCatalog(context).componentJSonSchema(name);
    if (json == null) {
      throw new IllegalArgumentException(
          "%s.%s (expected: a component on the class path)".formatted(property, name));
    }
    open.put(name, new OpenScheme(name, property, scheme, JsonMapper.generateComponentModel(json)));
  }

  OpenScheme find(String scheme) throws ToolFailure {
    OpenScheme found = open.get(scheme);
    if (found == null) {
      throw new ToolFailure(
          ToolError.of(
              "CA0001",
              "SchemeNotAllowed",
              "Component '%s' is not allowed here (allowed: %s). The operator opens components: %s.<scheme>."
                  .formatted(
                      scheme.length() > 40 ? scheme.substring(0, 40) + "…" : scheme,
                      open.isEmpty() ? "none" : String.join(", ", open.keySet()),
                      property)),
          null);
    }
    return found;
  }
}
