package io.noetl.camel.store;

import io.noetl.camel.playbook.Problem;
import java.util.List;

/** Checks a playbook document before it is stored: parse, validate, compile dry. */
@FunctionalInterface
public interface PlaybookCheck {

  /**
   * All problems of a document, warnings included; empty when there are none.
   *
   * @param content the document's text
   * @param fileName the name to print for it
   */
  List<Problem> check(String content, String fileName);
}
