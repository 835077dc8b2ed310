package io.noetl.camel.component.tool.camel;

import java.util.Set;

/**
 * What an operator opens of a Camel component to playbooks.
 *
 * @param paths globs of the paths that a playbook may name; none opens nothing
 * @param options the options that a playbook may set, as the component's documentation spells them
 * @param headers the message headers that a playbook may set
 */
public record CamelScheme(Set<String> paths, Set<String> options, Set<String> headers) {

  public CamelScheme {
    paths = Set.copyOf(paths);
    options = Set.copyOf(options);
    headers = Set.copyOf(headers);
  }
}
