package io.noetl.camel.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a document gave.
 *
 * @param playbook null when there are errors
 * @param problems errors and warnings, in the order of the document
 */
public record ParsedPlaybook(@Nullable Playbook playbook, List<Problem> problems) {

  /**
   * The playbook.
   *
   * @throws PlaybookInvalid when the document has errors
   */
  public Playbook orThrow() {
    if (playbook == null) {
      throw new PlaybookInvalid(problems);
    }
    return playbook;
  }
}
