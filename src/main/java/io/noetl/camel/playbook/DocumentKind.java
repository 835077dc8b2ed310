package io.noetl.camel.playbook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Tells what a document says that it is, in whatever style it is written: JSON is YAML too. */
public final class DocumentKind {
  private static final String KEY = "kind";

  private DocumentKind() {}

  /** The value of {@code kind}; empty where there is none before the text can't be read. */
  public static Optional<String> of(String text) {
    int depth = 0;
    boolean atKey = true;
    @Nullable String key = null;
    try {
      for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
        if (depth == 1 && !atKey && KEY.equals(key) && event instanceof ScalarEvent value) {
          return Optional.of(value.getValue());
        }
        if (event instanceof CollectionStartEvent) {
          depth++;
        } else if (event instanceof CollectionEndEvent) {
          depth--;
        }
        // each node of the outermost mapping that has ended is a key or its value
        if (depth == 1
            && (event instanceof ScalarEvent
                || event instanceof AliasEvent
                || event instanceof CollectionEndEvent)) {
          key = atKey && event instanceof ScalarEvent scalar ? scalar.getValue() : null;
          atKey = !atKey;
        }
      }
    } catch (YamlEngineException e) {
      // the parser of the kind that it may be says where
      return Optional.empty();
    }
    return Optional.empty();
  }
}
