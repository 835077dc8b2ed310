package io.noetl.camel.execution;

import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.Playbook;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a playbook makes of the arguments that it is called with.
 *
 * @param playbook the playbook
 */
public record ChildArguments(Playbook playbook) {
  /** A template or code that takes all that there is, whatever it is called. */
  private static final Pattern ALL =
      Pattern.compile(
          "\\bworkload\\b(?!\\s*(?:\\.\\s*\\w|\\[|:))|\\bcontext\\b|\\b(?:locals|globals)\\(");

  /**
   * A sentence for each argument whose name stands nowhere in the playbook. One that is written
   * there, be it in a comment, is not told: the playbook may read it in ways that can't be known.
   */
  public List<String> unknown(String path, Collection<String> arguments) {
    if (playbook.source().mentions(ALL)) {
      return List.of();
    }
    Set<String> workload = playbook.workload().keySet();
    return arguments.stream()
        .filter(name -> !names(name))
        .map(
            name ->
                "Playbook %s nowhere names the argument '%s'. %s"
                    .formatted(
                        path,
                        name,
                        workload.isEmpty() ? "It has no workload." : Nearest.hint(name, workload)))
        .toList();
  }

  private boolean names(String name) {
    return playbook
        .source()
        .mentions(Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)"));
  }
}
