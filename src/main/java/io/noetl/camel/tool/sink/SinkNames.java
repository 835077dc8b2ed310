package io.noetl.camel.tool.sink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of columns: a list, or text with commas. */
final class SinkNames {

  private SinkNames() {}

  static List<String> of(@Nullable Object names) {
    List<String> read = new ArrayList<>();
    if (names instanceof List<?> list) {
      list.forEach(name -> read.add(String.valueOf(name).strip()));
    } else if (names != null) {
      for (String name : names.toString().split(",", -1)) {
        if (!name.isBlank()) {
          read.add(name.strip());
        }
      }
    }
    return read;
  }
}
