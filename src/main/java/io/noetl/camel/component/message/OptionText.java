package io.noetl.camel.component.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * A text that an endpoint's option holds or names.
 *
 * @param name what messages call it: the resource, or the option
 * @param text the text
 */
public record OptionText(String name, String text) {
  private static final String RESOURCE = "resource:";

  /**
   * Reads an option.
   *
   * @param option its name
   * @param value the text itself, or {@code resource:} and where Camel finds it: {@code
   *     resource:classpath:totals.py}, {@code resource:file:etc/totals.py}
   * @throws IOException when there is no such resource
   * @throws IllegalArgumentException when there is no text
   */
  public static OptionText of(CamelContext context, String option, String value)
      throws IOException {
    OptionText found =
        value.startsWith(RESOURCE)
            ? read(context, value.substring(RESOURCE.length()))
            : new OptionText(option, value);
    if (found.text().isBlank()) {
      throw new IllegalArgumentException(
          found.name() + " is empty (expected: " + option + "=…, or =resource:classpath:…)");
    }
    return found;
  }

  private static OptionText read(CamelContext context, String uri) throws IOException {
    try (InputStream stream = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
      return new OptionText(uri, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
