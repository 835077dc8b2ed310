package io.noetl.camel.playbooktest;

import io.noetl.camel.playbooktest.Expected.PathPart;
import java.util.ArrayList;
import java.util.List;

/** Compares the way that was taken with the one that was expected. */
final class PathMatch {
  private PathMatch() {}

  /** Whether the whole way is as expected. */
  static boolean isMet(List<PathPart> expected, List<String> taken) {
    if (expected.isEmpty()) {
      return taken.isEmpty();
    }
    List<PathPart> rest = expected.subList(1, expected.size());
    return switch (expected.getFirst()) {
      case PathPart.One(String step) ->
          !taken.isEmpty()
              && taken.getFirst().equals(step)
              && isMet(rest, taken.subList(1, taken.size()));
      case PathPart.AnyOrder(List<List<String>> branches) -> {
        int all = branches.stream().mapToInt(List::size).sum();
        yield all <= taken.size()
            && isMixed(branches, taken.subList(0, all))
            && isMet(rest, taken.subList(all, taken.size()));
      }
    };
  }

  /** Whether a way has the steps of some branches, each branch in its order. */
  private static boolean isMixed(List<List<String>> branches, List<String> taken) {
    if (taken.isEmpty()) {
      return true;
    }
    for (int i = 0; i < branches.size(); i++) {
      List<String> branch = branches.get(i);
      if (!branch.isEmpty() && branch.getFirst().equals(taken.getFirst())) {
        List<List<String>> others = new ArrayList<>(branches);
        others.set(i, branch.subList(1, branch.size()));
        if (isMixed(others, taken.subList(1, taken.size()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** A path as tests write it. */
  static String text(List<PathPart> path) {
    return "["
        + String.join(
            ", ",
            path.stream()
                .map(
                    part ->
                        switch (part) {
                          case PathPart.One(String step) -> step;
                          case PathPart.AnyOrder(List<List<String>> branches) ->
                              "{any_order: " + branches(branches) + "}";
                        })
                .toList())
        + "]";
  }

  private static String branches(List<List<String>> branches) {
    return "["
        + String.join(
            ", ",
            branches.stream()
                .map(b -> b.size() == 1 ? b.getFirst() : "[" + String.join(", ", b) + "]")
                .toList())
        + "]";
  }
}
