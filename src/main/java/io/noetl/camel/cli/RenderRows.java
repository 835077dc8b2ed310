package io.noetl.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders rows of JSON, one answer a line.
 *
 * @param engine compiles
 * @param policy what undefined values do
 * @param nativeValue whether values keep their type
 */
record RenderRows(TemplateEngine engine, UndefinedPolicy policy, boolean nativeValue) {

  /** Answers each line; at the end of the input, or when it pauses, everything is written. */
  void run(BufferedReader in, PrintWriter out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        out.write(RenderJson.write(answer(line)));
        out.write('\n');
        if (!in.ready()) {
          out.flush();
        }
      }
    }
    out.flush();
  }

  private Map<String, @Nullable Object> answer(String line) {
    try {
      Map<String, @Nullable Object> row = RenderJson.readObject(line);
      if (!(row.get("template") instanceof String text)) {
        return Map.of("error", "ValueError: template: expected a text in each row");
      }
      Names names = Names.of(context(row.get("context")));
      Template template = engine.compile(text, TemplateSource.UNKNOWN);
      return RenderJson.entry(
          "value", nativeValue ? template.value(names, policy) : template.render(names, policy));
    } catch (TemplateError e) {
      return Map.of("error", e.errorClass() + ": " + e.message());
    } catch (JsonProcessingException e) {
      return Map.of("error", "JSONDecodeError: " + e.getOriginalMessage());
    } catch (RuntimeException e) {
      // a bug of ours in one row is no reason to lose the others
      return Map.of("error", "InternalError: " + e);
    }
  }

  @SuppressWarnings("unchecked") // objects of JSON have text keys
  private static Map<String, ?> context(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }
}
