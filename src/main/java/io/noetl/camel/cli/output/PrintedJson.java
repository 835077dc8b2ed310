package io.noetl.camel.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON as NoETL's clients print it: keys sorted, on one line or indented by two blanks. */
public final class PrintedJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter PRETTY = MAPPER.writer(indented());

  private PrintedJson() {}

  private static DefaultPrettyPrinter indented() {
    DefaultIndenter twoBlanks = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(twoBlanks)
        .withArrayIndenter(twoBlanks);
  }

  /**
   * Reads one JSON value.
   *
   * @throws IllegalArgumentException when the text is not JSON; says where
   */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  // behind it the parser speaks of itself
                  e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")),
          e);
    }
  }

  /** A value (a JsonNode, or what Jackson can write) as a tree. */
  public static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /** One line. */
  public static String line(@Nullable Object value) {
    return write(MAPPER.writer(), value);
  }

  /** Indented. */
  public static String pretty(@Nullable Object value) {
    return write(PRETTY, value);
  }

  private static String write(ObjectWriter writer, @Nullable Object value) {
    try {
      // Only maps are sorted, not trees.
      Object plain =
          value instanceof JsonNode node ? MAPPER.treeToValue(node, Object.class) : value;
      return writer.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
