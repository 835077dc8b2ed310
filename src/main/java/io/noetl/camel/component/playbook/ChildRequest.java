package io.noetl.camel.component.playbook;

import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.StepInput;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.trace.Traceparent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step of kind {@code playbook} asks for.
 *
 * @param path catalog path of the child
 * @param version null for the latest
 * @param payload {@code data}, {@code payload} and the args, the last wins
 * @param returnStep the step whose result is wanted; null for the whole answer
 * @param bare whether the value is the child's result alone
 * @param catalogId which version of which playbook, in the stead of a path; null for none
 * @param waits whether the parent waits for the end
 */
record ChildRequest(
    String path,
    @Nullable Integer version,
    Map<String, @Nullable Object> payload,
    @Nullable String returnStep,
    boolean bare,
    @Nullable Long catalogId,
    boolean waits) {

  static ChildRequest of(StepInput input) {
    Map<String, @Nullable Object> config = input.config();
    String path = "";
    for (String field : List.of("path", "playbook_path", "resource_path")) {
      if (config.get(field) != null) {
        path = String.valueOf(config.get(field));
      }
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    lay(config.get("data"), payload);
    lay(config.get("payload"), payload);
    payload.putAll(input.args());
    Object returnStep =
        config.get("result_step") == null ? config.get("return_step") : config.get("result_step");
    return new ChildRequest(
        path,
        version(config.get("version")),
        payload,
        returnStep == null ? null : returnStep.toString(),
        "true".equals(String.valueOf(config.get("return_result"))),
        catalogId(config.get("catalog_id")),
        !isFalse(config.get("wait")) && !"async".equals(config.get("mode")));
  }

  /** The key has the attempt: another attempt is another child, the same one found again is not. */
  StartRequest toStart(StepRun step, int attempt) {
    String key = step.callKey() + "#" + attempt;
    return new StartRequest(
        catalogId == null
            ? new StartRequest.PlaybookRef.ByPath(path, version)
            : new StartRequest.PlaybookRef.ById(catalogId),
        payload,
        new StartRequest.Parent(step.run().id(), key),
        null,
        new StartRequest.Origin(null, "playbook", traced(step)));
  }

  /** The trace goes on in the child, below the step. */
  private static Map<String, String> traced(StepRun step) {
    String traceparent = step.traceparent(step.key());
    return traceparent == null ? Map.of() : Map.of(Traceparent.NAME, traceparent);
  }

  private static boolean isFalse(@Nullable Object value) {
    return value != null && value.toString().matches("(?i)false|no|0");
  }

  private static @Nullable Long catalogId(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.longValue();
      case String text when text.matches("\\d{1,18}") -> Long.valueOf(text);
      case null, default -> null;
    };
  }

  private static @Nullable Integer version(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.intValue();
      case String text when text.matches("\\d+") -> Integer.valueOf(text);
      case null, default -> null;
    };
  }

  private static void lay(@Nullable Object from, Map<String, @Nullable Object> over) {
    if (from instanceof Map<?, ?> map) {
      map.forEach((key, value) -> over.put(String.valueOf(key), value));
    }
  }
}
