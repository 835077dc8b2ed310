package io.noetl.camel.api;

import io.noetl.camel.execution.approval.Approval;
import io.noetl.camel.execution.approval.ApprovalBook;
import io.noetl.camel.execution.approval.ApprovalSpec;
import io.noetl.camel.execution.approval.FormField;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What executions ask people, and what they decide. */
public class ApprovalApi {
  private static final int MOST = 1_000;
  private static final Duration TOKEN = Duration.ofDays(1);
  private static final Duration LONGEST_TOKEN = Duration.ofDays(30);

  private final ApprovalBook approvals;
  private final ApprovalTokens tokens;
  private final KnownCallers callers;
  private final KnownSecrets secrets;
  private final Clock clock;

  public ApprovalApi(
      ApprovalBook approvals,
      ApprovalTokens tokens,
      KnownCallers callers,
      KnownSecrets secrets,
      Clock clock) {
    this.approvals = approvals;
    this.tokens = tokens;
    this.callers = callers;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * {@code GET /api/approvals?state=open|decided|all&mine=&execution_id=&limit=}, the newest first.
   */
  public Object list(ApiRequest request) {
    Caller caller = request.require(Role.VIEWER);
    String state = Optional.ofNullable(request.query("state")).orElse("open");
    if (!List.of("open", "decided", "all").contains(state)) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "enum",
              List.of("query", "state"),
              "Input should be 'open', 'decided' or 'all'",
              state));
    }
    boolean mine = request.queryFlag("mine");
    List<Object> items =
        approvals
            .list(
                state.equals("all") ? null : state,
                request.queryId("execution_id"),
                request.queryInt("limit", 100, 1, MOST))
            .stream()
            .filter(approval -> !mine || refusal(approval, caller) == null)
            .map(approval -> shape(approval, caller))
            .toList();
    return Map.of("items", items, "count", items.size());
  }

  /** {@code GET /api/approvals/{id}}. */
  public Object find(ApiRequest request) {
    Caller caller = request.require(Role.VIEWER);
    return shape(approval(request.id("id")), caller);
  }

  /**
   * {@code POST /api/approvals/{id}/decide {choice, values}}: the same decision of the same person
   * changes nothing.
   */
  public Object decide(ApiRequest request) {
    Caller caller = request.require(Role.VIEWER);
    Approval approval = approval(request.id("id"));
    refuseOthers(approval, caller);
    Answer answer = answer(approval.spec(), request.body());
    return shape(decided(approval.id(), caller.name(), answer, null), caller);
  }

  /**
   * {@code POST /api/approvals/{id}/token {choice, values, expires_in}}: a token with which this
   * decision can be made once, in the caller's name, by whoever has it.
   */
  public Object token(ApiRequest request) {
    Caller caller = request.require(Role.VIEWER);
    Approval approval = approval(request.id("id"));
    refuseOthers(approval, caller);
    BodyFields body = request.body();
    Answer answer = answer(approval.spec(), body);
    Instant expires = clock.instant().plus(lifetime(body, caller));
    String token =
        tokens.issue(
            new ApprovalTokens.Token(
                approval.id(), caller, answer.choice(), answer.values(), expires, ""));
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("token", token);
    reply.put("expires_at", expires.toString());
    reply.put("path", "/api/approval-tokens");
    return reply;
  }

  /** What can't be taken back with its maker does not live long. */
  private Duration lifetime(BodyFields body, Caller caller) {
    if (!body.has("expires_in")) {
      return TOKEN;
    }
    Duration longest = callers.hearsOfTheEndOf(caller) ? LONGEST_TOKEN : TOKEN;
    return Durations.of(body.value("expires_in"))
        .filter(time -> !time.isZero() && time.compareTo(longest) <= 0)
        .orElseThrow(
            () ->
                ApiProblem.field(
                    new ApiProblem.FieldError(
                        "value_error",
                        List.of("body", "expires_in"),
                        "Input should be seconds, or a duration as 12h, of at most %dd"
                            .formatted(longest.toDays()),
                        String.valueOf(body.value("expires_in")))));
  }

  /**
   * {@code POST /api/approval-tokens {token}}: the token is the right to do it, for as long as who
   * made it may.
   */
  public Object useToken(ApiRequest request) {
    ApprovalTokens.Token token =
        tokens
            .read(request.body().requiredText("token"))
            .filter(found -> clock.instant().isBefore(found.expires()))
            .orElseThrow(
                () -> ApiProblem.of(ApiError.FORBIDDEN, "The token is not valid, or has expired"));
    Caller maker =
        callers
            .now(token.by())
            .orElseThrow(
                () ->
                    ApiProblem.of(
                        ApiError.FORBIDDEN, "Who made the token may not decide any more"));
    refuseOthers(approval(token.approvalId()), maker);
    Approval after =
        decided(
            token.approvalId(),
            maker.name(),
            new Answer(token.choice(), token.values()),
            token.nonce());
    return Map.of(
        "approval_id", Long.toString(after.id()), "state", after.state(), "choice", token.choice());
  }

  private record Answer(String choice, Map<String, @Nullable Object> values) {}

  private Approval decided(long id, String by, Answer answer, @Nullable String once) {
    try {
      return approvals
          .decide(id, by, answer.choice(), answer.values(), once)
          .orElseThrow(() -> notFound(id));
    } catch (ApprovalBook.Refused e) {
      throw ApiProblem.of(ApiError.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private Approval approval(long id) {
    return approvals.find(id).orElseThrow(() -> notFound(id));
  }

  private static ApiProblem notFound(long id) {
    return ApiProblem.of(ApiError.NOT_FOUND, "Approval " + id + " not found");
  }

  private static Answer answer(ApprovalSpec spec, BodyFields body) {
    String choice = body.requiredText("choice");
    if (!spec.choices().contains(choice)) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "enum",
              List.of("body", "choice"),
              "Input should be one of " + String.join(", ", spec.choices()),
              choice));
    }
    Map<String, @Nullable Object> given =
        Optional.ofNullable(body.object("values")).orElse(Map.of());
    for (String name : given.keySet()) {
      if (spec.form().stream().noneMatch(field -> field.name().equals(name))) {
        throw wrong(name, "is no field of the form", given.get(name));
      }
    }
    // A refusal needs no form: what is asked there is for the choice that is hoped for.
    boolean hopedFor = choice.equals(spec.choices().getFirst());
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (FormField field : spec.form()) {
      Object value = given.containsKey(field.name()) ? given.get(field.name()) : field.otherwise();
      boolean absent = value == null || value.equals("");
      String problem = absent && !hopedFor ? null : field.problem(value);
      if (problem != null) {
        throw wrong(field.name(), problem, value);
      }
      values.put(field.name(), value);
    }
    return new Answer(choice, JsonLike.object(values));
  }

  private static ApiProblem wrong(String field, String problem, @Nullable Object value) {
    return ApiProblem.field(
        new ApiProblem.FieldError(
            "form", List.of("body", "values", field), "'" + field + "' " + problem, value));
  }

  private static void refuseOthers(Approval approval, Caller caller) {
    String refusal = refusal(approval, caller);
    if (refusal != null) {
      throw ApiProblem.of(ApiError.FORBIDDEN, refusal);
    }
  }

  /** Why a caller may not decide; null where it may. */
  private static @Nullable String refusal(Approval approval, Caller caller) {
    ApprovalSpec spec = approval.spec();
    if (!isAssigned(spec, caller)) {
      return "It is not for %s (expected: %s)".formatted(caller.name(), who(spec));
    }
    // Of a server that is open to its machine alone everybody is the same.
    boolean own = caller.name().equals(approval.startedBy()) && !caller.name().equals("local");
    return own && !spec.selfApproval()
        ? "Who started the execution may not decide (self_approval is false)"
        : null;
  }

  private static boolean isAssigned(ApprovalSpec spec, Caller caller) {
    if (spec.users().isEmpty() && spec.roles().isEmpty()) {
      return caller.role().includes(Role.OPERATOR);
    }
    String name = caller.name();
    String bare = name.substring(name.indexOf(':') + 1);
    return spec.users().contains(name)
        || (name.startsWith("user:") && spec.users().contains(bare))
        || spec.roles().stream()
            .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
            .anyMatch(caller.role()::includes);
  }

  private static String who(ApprovalSpec spec) {
    return spec.users().isEmpty() && spec.roles().isEmpty()
        ? "the role operator"
        : "roles " + spec.roles() + ", users " + spec.users();
  }

  private Object shape(Approval approval, Caller caller) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("approval_id", Long.toString(approval.id()));
    shape.put("execution_id", Long.toString(approval.executionId()));
    shape.put("path", approval.path());
    shape.put("step", approval.step());
    shape.put("state", approval.state());
    shape.put("started_by", approval.startedBy());
    shape.put("asked_at", approval.askedAt());
    shape.put("due_at", approval.dueAt());
    shape.put("ended_at", approval.endedAt());
    shape.put("may_decide", approval.isOpen() && refusal(approval, caller) == null);
    shape.putAll(approval.spec().json());
    shape.put("decisions", approval.decisions().stream().map(ApprovalApi::shape).toList());
    Object masked = secrets.mask().value(shape);
    return masked == null ? shape : masked;
  }

  private static Map<String, @Nullable Object> shape(Approval.Decision decision) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("by", decision.by());
    shape.put("choice", decision.choice());
    shape.put("values", decision.values());
    shape.put("at", decision.at());
    return shape;
  }
}
