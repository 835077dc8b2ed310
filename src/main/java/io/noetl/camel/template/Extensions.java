package io.noetl.camel.template;

import java.util.Map;

/**
 * What an engine knows beyond Jinja2's own.
 *
 * @param filters by name; one of Jinja2's of the same name is replaced
 * @param tests by name, likewise
 * @param globals functions that a template calls by name, where the context has no such name
 */
public record Extensions(
    Map<String, TemplateFunction> filters,
    Map<String, TemplateFunction> tests,
    Map<String, TemplateFunction> globals) {

  /** Nothing beyond. */
  public static final Extensions NONE = new Extensions(Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public Extensions {
    filters = Map.copyOf(filters);
    tests = Map.copyOf(tests);
    globals = Map.copyOf(globals);
  }
}
