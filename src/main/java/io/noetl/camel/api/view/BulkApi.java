package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.search.ExecutionSearch;
import io.noetl.camel.store.search.FoundExecution;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does one thing to many executions, and says for each how it went. */
public class BulkApi {
  private static final int MOST = 1000;

  private final SearchQueries queries;
  private final BulkActions actions;
  private final KnownSecrets secrets;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that a message holds
   */
  public BulkApi(SearchQueries queries, BulkActions actions, KnownSecrets secrets) {
    this.queries = queries;
    this.actions = actions;
    this.secrets = secrets;
  }

  /**
   * {@code POST /api/executions/bulk {action, ids | filter, dry_run, expected, cascade, reason,
   * from_failure}}: nothing is done where the filter asks for nothing, or finds more than can be
   * done at once, or not as many as are expected.
   */
  public Object run(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.body();
    BulkActions.Action action = action(body);
    BulkActions.Options options = BulkActions.Options.of(request, body);
    Map<String, @Nullable Object> filter = body.object("filter");
    boolean dryRun = body.flag("dry_run", false);
    List<Long> ids = body.has("ids") ? ids(body) : found(filter);
    if (ids.size() > MOST) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "More than %d executions are meant (expected: at most that many; make the filter narrower)"
              .formatted(MOST));
    }
    int expected = body.integer("expected", ids.size(), 0, MOST);
    if (!dryRun && expected != ids.size()) {
      throw ApiProblem.of(
          ApiError.CONFLICT,
          "%d executions are meant now (expected: %d). Nothing was done; look again with dry_run"
              .formatted(ids.size(), expected));
    }
    List<Map<String, @Nullable Object>> outcomes = new ArrayList<>();
    for (long id : ids) {
      outcomes.add(outcome(id, action, dryRun, options));
    }
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("action", action.name().toLowerCase(java.util.Locale.ROOT));
    reply.put("dry_run", dryRun);
    reply.put("matched", ids.size());
    reply.put(
        "counts",
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    o -> String.valueOf(o.get("outcome")), TreeMap::new, Collectors.counting())));
    reply.put("outcomes", outcomes);
    return secrets.mask().object(reply);
  }

  private Map<String, @Nullable Object> outcome(
      long id, BulkActions.Action action, boolean dryRun, BulkActions.Options options) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    Optional<FoundExecution> found = queries.find(id);
    shape.put("execution_id", String.valueOf(id));
    shape.put("path", found.map(FoundExecution::path).orElse(null));
    shape.put("status", found.map(e -> e.status().name()).orElse(null));
    BulkActions.Outcome outcome;
    if (found.isEmpty()) {
      outcome = new BulkActions.Outcome("failed", "There is no such execution", null);
    } else if (!action.takes(found.get().status())) {
      outcome =
          new BulkActions.Outcome(
              "skipped",
              "It is %s (expected: %s)".formatted(found.get().status(), action.expected()),
              null);
    } else if (dryRun) {
      outcome = new BulkActions.Outcome("would", "", null);
    } else {
      outcome = actions.run(action, found.get(), options);
    }
    Long started = outcome.started();
    shape.put("outcome", outcome.kind());
    shape.put("message", outcome.message());
    shape.put("new_execution_id", started == null ? null : started.toString());
    return shape;
  }

  private static BulkActions.Action action(BodyFields body) {
    String text = body.requiredText("action");
    try {
      return BulkActions.Action.valueOf(text.toUpperCase(java.util.Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw wrong("action", "cancel, pause, resume or rerun", text);
    }
  }

  private static List<Long> ids(BodyFields body) {
    List<Long> ids = new ArrayList<>();
    for (Object id : Optional.ofNullable(body.list("ids")).orElse(List.of())) {
      ids.add(
          BodyFields.parseLong(String.valueOf(id))
              .orElseThrow(() -> wrong("ids", "a list of ids", String.valueOf(id))));
    }
    return ids.stream().distinct().toList();
  }

  /** A filter that got lost on its way must not mean every execution. */
  private List<Long> found(@Nullable Map<String, @Nullable Object> filter) {
    if (filter == null) {
      throw wrong("filter", "a filter, where no ids are given", "null");
    }
    for (String name : filter.keySet()) {
      if (!SearchParameters.NAMES.contains(name)) {
        throw wrong("filter", "of " + String.join(", ", SearchParameters.NAMES), name);
      }
    }
    ExecutionSearch search = new SearchParameters("body", name -> text(filter.get(name))).read();
    if (search.isEmpty()) {
      throw wrong("filter", "a filter that asks for something, as status or path", "{}");
    }
    return queries.ids(search, MOST + 1);
  }

  /** Lists and maps of a filter are what a query spells with commas. */
  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue())
              .collect(Collectors.joining(","));
      default -> value.toString();
    };
  }

  private static ApiProblem wrong(String name, String expected, String input) {
    return ApiProblem.field(
        new ApiProblem.FieldError(
            "value_error", List.of("body", name), "Input should be " + expected, input));
  }
}
