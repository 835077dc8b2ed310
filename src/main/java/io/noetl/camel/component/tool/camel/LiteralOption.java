package io.noetl.camel.component.tool.camel;

import io.noetl.camel.tool.ToolFailure;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.jspecify.annotations.Nullable;

/**
 * An option whose value is text, a number or a choice: never a bean, a class, an expression or what
 * Camel would look up.
 */
final class LiteralOption {
  private enum Type {
    STRING,
    BOOLEAN,
    INTEGER,
    NUMBER,
    DURATION,
    ENUM
  }

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final Pattern DURATION = Pattern.compile("[0-9]{1,12}|([0-9]{1,9}(d|h|m|s|ms))+");

  /** What components read as more than text: file names are expressions in some. */
  private static final List<String> MORE_THAN_TEXT =
      List.of("{{", "}}", "${", "$simple{", "RAW(", "RAW{", "@@CamelMagicValue@@");

  private final String name;
  private final Type type;
  private final List<String> choices;

  private LiteralOption(String name, Type type, List<String> choices) {
    this.name = name;
    this.type = type;
    this.choices = choices;
  }

  /**
   * An option as the catalog describes it.
   *
   * @param model null where the component has none of the name
   * @throws IllegalArgumentException when it can't be opened to playbooks
   */
  static LiteralOption of(String property, String name, @Nullable EndpointOptionModel model) {
    if (model == null) {
      throw new IllegalArgumentException(
          property + ": " + name + " (expected: an option of this component)");
    }
    boolean text = "java.lang.String".equals(model.getJavaType());
    @Nullable Type type =
        switch (String.valueOf(model.getType())) {
          case "string" -> text ? Type.STRING : null;
          case "boolean" -> Type.BOOLEAN;
          case "integer" -> Type.INTEGER;
          case "number" -> Type.NUMBER;
          case "duration" -> Type.DURATION;
          case "enum" -> Type.ENUM;
          default -> null;
        };
    if (type == null || model.isMultiValue()) {
      throw new IllegalArgumentException(
          "%s: %s is of type %s (expected: an option that is text, a number, a duration or a choice; what names an object is the operator's to set: camel.component.…)"
              .formatted(property, name, model.getJavaType()));
    }
    List<String> choices = model.getEnums() == null ? List.of() : List.copyOf(model.getEnums());
    return new LiteralOption(name, type, choices);
  }

  /** The value for the component. */
  Object value(@Nullable Object given) throws ToolFailure {
    String text =
        switch (given) {
          case String string -> string;
          case Boolean flag -> flag.toString();
          case Long whole -> whole.toString();
          case Integer whole -> whole.toString();
          case Double number when Double.isFinite(number) ->
              BigDecimal.valueOf(number).toPlainString();
          case null, default -> throw wrong("neither text nor a number of usual size");
        };
    return switch (type) {
      case STRING -> literal(text);
      case BOOLEAN -> {
        if (!text.equals("true") && !text.equals("false")) {
          throw wrong("'" + text + "'");
        }
        yield Boolean.valueOf(text);
      }
      case INTEGER -> matching(INTEGER, text);
      case NUMBER -> matching(NUMBER, text);
      case DURATION -> matching(DURATION, text);
      case ENUM -> {
        if (!choices.contains(text)) {
          throw wrong("'" + text + "', not one of " + String.join(", ", choices));
        }
        yield text;
      }
    };
  }

  private String literal(String text) throws ToolFailure {
    if (text.startsWith("#")
        || MORE_THAN_TEXT.stream().anyMatch(text::contains)
        || text.chars().anyMatch(Character::isISOControl)) {
      throw OpenScheme.refused(
          "options.%s: the value means more than its text to Camel (expected: no # in front, no {{ }}, ${ }, RAW( ) or control characters)"
              .formatted(name));
    }
    return text;
  }

  private String matching(Pattern pattern, String text) throws ToolFailure {
    if (!pattern.matcher(text).matches()) {
      throw wrong("'" + text + "'");
    }
    return text;
  }

  private ToolFailure wrong(String found) {
    String expected = type.name().toLowerCase(java.util.Locale.ROOT);
    return OpenScheme.refused(
        "options.%s: %s (expected: a value of type %s)".formatted(name, found, expected));
  }
}
