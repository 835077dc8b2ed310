package io.noetl.camel.cli.upgrade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes of a text, each of a part of it; the rest stays as it is, to the last blank. */
final class Edits {
  private final String text;
  private final List<Edit> all = new ArrayList<>();

  /**
   * Replaces a part.
   *
   * @param from index of its first character
   * @param to index behind its last one
   */
  private record Edit(int from, int to, String text) {}

  Edits(String text) {
    this.text = text;
  }

  void replace(int from, int to, String by) {
    all.add(new Edit(from, to, by));
  }

  /** Removes the lines that a part touches. */
  void removeLines(int from, int to) {
    int start = text.lastIndexOf('\n', from - 1) + 1;
    int end = text.indexOf('\n', to);
    all.add(new Edit(start, end < 0 ? text.length() : end + 1, ""));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The text with all changes. */
  String apply() {
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (Edit edit : all.stream().sorted(Comparator.comparingInt(Edit::from)).toList()) {
      changed.append(text, at, edit.from()).append(edit.text());
      at = edit.to();
    }
    return changed.append(text.substring(at)).toString();
  }
}
