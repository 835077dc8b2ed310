package io.noetl.camel.playbooktest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the answer of each call, and counts what was asked for. */
final class MockBook {
  private final Map<String, Mock> mocks;
  private final Map<Answers, Integer> asked = new HashMap<>();
  private final Map<String, Integer> claimed = new HashMap<>();

  MockBook(Map<String, Mock> mocks) {
    this.mocks = mocks;
  }

  /** What a book says of a call. */
  sealed interface Found {
    /** It is answered. */
    record Answered(Answer answer) implements Found {}

    /** It is mocked, but there is no answer for it. */
    record Missing(String why) implements Found {}

    /** It is not mocked. */
    record Unmocked() implements Found {}
  }

  /** What the next claim of a step's cursor gives; null where claims are not mocked. */
  @Nullable List<?> nextClaim(String step) {
    Mock mock = mocks.get(step);
    List<List<?>> claims = mock == null ? null : mock.claims();
    if (claims == null) {
      return null;
    }
    int before = claimed.merge(step, 1, Integer::sum) - 1;
    return before < claims.size() ? claims.get(before) : List.of();
  }

  /** Whether the calls of a step are mocked. */
  boolean has(String step) {
    Mock mock = mocks.get(step);
    return mock != null && mock.call() != null;
  }

  /** Whether the call of a step, or of one item of its loop, is mocked. */
  boolean has(String step, int item) {
    Mock mock = mocks.get(step);
    return mock != null
        && mock.call() != null
        && !(mock.call()
                instanceof Answers.ByItem(Map<Integer, Answers> items, @Nullable Answers others)
            && others == null
            && !items.containsKey(item));
  }

  /** The answer of a step's next call, or of that of its sink. */
  Found next(String step, int item, boolean sink) {
    Mock mock = mocks.get(step);
    Answers answers = mock == null ? null : sink ? mock.sink() : mock.call();
    return answers == null ? new Found.Unmocked() : next(answers, step, item);
  }

  private Found next(Answers answers, String step, int item) {
    return switch (answers) {
      case Answers.Same(Answer answer) -> new Found.Answered(answer);
      case Answers.InOrder order -> {
        int before = asked.merge(order, 1, Integer::sum) - 1;
        yield before < order.answers().size()
            ? new Found.Answered(order.answers().get(before))
            : new Found.Missing(
                "'%s' is called %d times, its mock has %d %s"
                    .formatted(
                        step,
                        before + 1,
                        order.answers().size(),
                        order.answers().size() == 1 ? "answer" : "answers"));
      }
      case Answers.ByItem(Map<Integer, Answers> items, @Nullable Answers others) -> {
        Answers of = items.getOrDefault(item, others);
        yield of == null ? new Found.Unmocked() : next(of, step, item);
      }
    };
  }
}
