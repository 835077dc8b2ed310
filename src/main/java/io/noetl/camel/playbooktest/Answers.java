package io.noetl.camel.playbooktest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of a mock. */
public sealed interface Answers {

  /** The same one to each call. */
  record Same(Answer answer) implements Answers {}

  /** One to a call, in order; there is none for a further call. */
  record InOrder(List<Answer> answers) implements Answers {}

  /**
   * By the item of a loop.
   *
   * @param items by index, from 0
   * @param others for the items that are not named; null for none
   */
  record ByItem(Map<Integer, Answers> items, @Nullable Answers others) implements Answers {}
}
