package io.noetl.camel.cli.upgrade;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, as {@code diff -u} and {@code patch} write it. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final List<String> old;
  private final List<String> changed;
  private final int[][] common;

  private UnifiedDiff(List<String> old, List<String> changed) {
    this.old = old;
    this.changed = changed;
    this.common = new int[old.size() + 1][changed.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = changed.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(changed.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
  }

  /** One line of a difference: as before, removed, added. */
  private record Line(char sign, String text, int old, int changed) {}

  /** The lines of the difference; none where the texts are the same. */
  public static List<String> of(String file, String old, String changed) {
    if (old.equals(changed)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("--- " + file, "+++ " + file));
    new UnifiedDiff(old.lines().toList(), changed.lines().toList()).hunks(lines);
    return lines;
  }

  private List<Line> all() {
    List<Line> all = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < changed.size()) {
      if (i < old.size() && j < changed.size() && old.get(i).equals(changed.get(j))) {
        all.add(new Line(' ', old.get(i), i++, j++));
      } else if (j == changed.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        all.add(new Line('-', old.get(i), i++, j));
      } else {
        all.add(new Line('+', changed.get(j), i, j++));
      }
    }
    return all;
  }

  private void hunks(List<String> lines) {
    List<Line> all = all();
    int at = 0;
    while (at < all.size()) {
      int first = nextChange(all, at);
      if (first == all.size()) {
        return;
      }
      int end = first;
      for (int next = first;
          next < all.size() && next <= end + 2 * CONTEXT;
          next = nextChange(all, next + 1)) {
        end = next;
      }
      int from = Math.max(at, first - CONTEXT);
      int to = Math.min(all.size(), end + CONTEXT + 1);
      hunk(all.subList(from, to), lines);
      at = to;
    }
  }

  private static int nextChange(List<Line> all, int from) {
    int at = from;
    while (at < all.size() && all.get(at).sign() == ' ') {
      at++;
    }
    return at;
  }

  private static void hunk(List<Line> hunk, List<String> lines) {
    long removed = hunk.stream().filter(line -> line.sign() != '+').count();
    long added = hunk.stream().filter(line -> line.sign() != '-').count();
    lines.add(
        "@@ -%d,%d +%d,%d @@"
            .formatted(hunk.getFirst().old() + 1, removed, hunk.getFirst().changed() + 1, added));
    hunk.forEach(line -> lines.add(line.sign() + line.text()));
  }
}
