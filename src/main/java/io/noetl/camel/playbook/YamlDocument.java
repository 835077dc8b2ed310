package io.noetl.camel.playbook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document of another kind than a playbook, read as playbooks are: strictly, with the place
 * of each node.
 *
 * @param root its map
 * @param problems what is wrong so far; more can be added
 */
public record YamlDocument(Fields root, Problems problems) {

  /** Reads a document; its root is empty where it can't be read, and then a problem says why. */
  @SuppressWarnings("unchecked")
  public static YamlDocument read(String text, String file) {
    SourceMap source = new SourceMap(file, text.lines().toList());
    Problems problems = new Problems(source);
    @Nullable Object value = YamlReader.read(text, source, problems);
    if (value instanceof Map<?, ?> map) {
      return new YamlDocument(
          new Fields((Map<String, @Nullable Object>) map, "", problems), problems);
    }
    if (!problems.hasErrors()) {
      problems.error(
          "PB0101", "", "The document has to be a map.", "Begin with apiVersion and kind.");
    }
    return new YamlDocument(new Fields(Map.of(), "", problems), problems);
  }
}
