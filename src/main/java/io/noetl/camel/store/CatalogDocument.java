package io.noetl.camel.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A document to register, parsed as far as the catalog needs it: YAML, of which JSON is a part.
 *
 * @param content the text as it was sent
 * @param root the parsed mapping, JSON-like
 */
public record CatalogDocument(String content, Map<String, @Nullable Object> root) {
  private static final int MAX_CHARS = 8 * 1024 * 1024;
  private static final int MAX_ALIASES = 50;

  /**
   * Parses a document.
   *
   * @throws Unreadable when it is no YAML mapping, or grows too large when its aliases are resolved
   */
  public static CatalogDocument parse(String content) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(MAX_CHARS)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowRecursiveKeys(false)
            // As NoETL reads it: the last one counts. The playbook's check warns of it.
            .setAllowDuplicateKeys(true)
            .build();
    Object root;
    try {
      root = JsonLike.of(new Load(settings).loadFromString(content));
    } catch (YamlEngineException | StackOverflowError e) {
      // the overflow is that of a list that holds itself, which aliases can build
      throw new Unreadable(e.getMessage() == null ? "nested too deep" : e.getMessage());
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw new Unreadable(
          "expected a mapping with apiVersion, kind and metadata, found "
              + (root == null ? "an empty document" : "a single value or list"));
    }
    return new CatalogDocument(content, JsonLike.object(map));
  }

  /** The catalog path: metadata.path, path, metadata.name, name, else {@code unknown}. */
  public String path() {
    return Stream.of(
            member("metadata", "path"), text("path"), member("metadata", "name"), text("name"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("unknown");
  }

  /**
   * Whether this is a credential file rather than a resource: it has type and data, no workflow.
   */
  public boolean isCredential() {
    return text("type").isPresent()
        && root.get("data") instanceof Map
        && text("name").isPresent()
        && List.of("workflow", "apiVersion").stream().noneMatch(root::containsKey);
  }

  private Optional<String> member(String parent, String name) {
    return root.get(parent) instanceof Map<?, ?> map ? nonEmpty(map.get(name)) : Optional.empty();
  }

  private Optional<String> text(String name) {
    return nonEmpty(root.get(name));
  }

  private static Optional<String> nonEmpty(@Nullable Object value) {
    return value == null || value.toString().isBlank()
        ? Optional.empty()
        : Optional.of(value.toString().strip());
  }

  /** A document that the catalog can't read; the message says what was found and where. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
