package io.noetl.camel.api;

import io.noetl.camel.execution.Quotas;
import io.noetl.camel.execution.Signals;
import io.noetl.camel.store.quota.Quota;
import io.noetl.camel.store.quota.Quota.Label;
import io.noetl.camel.store.quota.QuotaStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much the executions with a label may have: administrators set it, all may see it. */
public class QuotaApi {
  /** Each has a series of its own in the metrics, and is counted at each look. */
  private static final int MOST = 500;

  private static final int LONGEST = 200;
  private static final String PYTHON_SECONDS = "python_seconds";

  private final QuotaStore store;
  private final Quotas quotas;
  private final Signals signals;

  /**
   * Makes the bean.
   *
   * @param quotas what this server knows of them
   * @param signals tell the others of a change
   */
  public QuotaApi(QuotaStore store, Quotas quotas, Signals signals) {
    this.store = store;
    this.quotas = quotas;
    this.signals = signals;
  }

  /** {@code GET /api/quotas}. */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    return Map.of("items", store.list().stream().map(QuotaShapes::quota).toList());
  }

  /** {@code GET /api/quotas/{label}}. */
  public Object show(ApiRequest request) {
    request.require(Role.VIEWER);
    Label label = label(request);
    return store.find(label).map(QuotaShapes::quota).orElseThrow(() -> missing(label));
  }

  /**
   * {@code PUT /api/quotas/{label} {max_open, when_full, python_seconds, per}}: in the place of
   * what the label had before.
   */
  public Object put(ApiRequest request) {
    Caller caller = request.require(Role.ADMIN);
    Label label = label(request);
    if (!store.put(quota(label, request.body()), caller.name(), MOST)) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "There are %d quotas (expected: at most %d). Delete one that nobody needs: DELETE /api/quotas/NAME=VALUE"
              .formatted(MOST, MOST));
    }
    changed();
    return store.find(label).map(QuotaShapes::quota).orElseThrow(() -> missing(label));
  }

  /** {@code DELETE /api/quotas/{label}}: what waits for it goes on. */
  public Object delete(ApiRequest request) {
    request.require(Role.ADMIN);
    Label label = label(request);
    if (!store.delete(label)) {
      throw missing(label);
    }
    changed();
    return Map.of("message", "Quota deleted successfully", "label", label.toString());
  }

  private void changed() {
    quotas.refresh();
    signals.work();
  }

  private static Quota quota(Label label, BodyFields body) {
    Integer open =
        body.value("max_open") == null
            ? null
            : (Integer) body.integer("max_open", 0, 0, Integer.MAX_VALUE);
    int seconds = body.integer(PYTHON_SECONDS, 0, 1, Integer.MAX_VALUE);
    if (open == null && seconds == 0) {
      throw wrong("max_open", "A quota bounds something: max_open, python_seconds or both", null);
    }
    if (seconds == 0 && body.value("per") != null) {
      throw wrong("per", "It is the while of python_seconds, which is missing", body.value("per"));
    }
    return new Quota(
        label,
        open,
        oneOf(Quota.WhenFull.class, body, "when_full", Quota.WhenFull.QUEUE),
        seconds == 0
            ? null
            : new Quota.PythonTime(
                seconds, oneOf(Quota.Period.class, body, "per", Quota.Period.DAY)));
  }

  private static <E extends Enum<E>> E oneOf(
      Class<E> type, BodyFields body, String field, E otherwise) {
    String text = body.text(field);
    if (text == null) {
      return otherwise;
    }
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw wrong(
        field,
        "Input should be "
            + String.join(
                " or ",
                List.of(type.getEnumConstants()).stream()
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .toList()),
        text);
  }

  private static Label label(ApiRequest request) {
    String text = request.path("label").replaceFirst("^/", "");
    int equals = text.indexOf('=');
    if (equals < 1 || text.length() > LONGEST) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "value_error",
              List.of("path", "label"),
              "Input should be a label as name=value, of at most %d signs".formatted(LONGEST),
              text));
    }
    return new Label(text.substring(0, equals), text.substring(equals + 1));
  }

  private static ApiProblem wrong(String field, String message, @Nullable Object input) {
    return ApiProblem.field(
        new ApiProblem.FieldError("value_error", List.of("body", field), message, input));
  }

  private static ApiProblem missing(Label label) {
    return ApiProblem.of(ApiError.NOT_FOUND, "The label " + label + " has no quota");
  }
}
