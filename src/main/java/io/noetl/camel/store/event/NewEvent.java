package io.noetl.camel.store.event;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row of the event log. JSON columns are text; the columns that are the same in every row of an
 * execution stand in {@link RunCommit}.
 *
 * @param eventId ascending in the order of what happened
 * @param parentEventId the event that this one follows; null for the first
 * @param createdAt when it happened
 * @param eventType {@code step.exit} and so on
 * @param nodeName the step, {@code workflow}, or the playbook's path
 * @param nodeType the tool's kind, on command.issued
 * @param status INITIALIZED, PENDING, STARTED, RUNNING, COMPLETED, FAILED, CANCELLED
 * @param durationMillis of a step, on step.exit
 * @param context JSON
 * @param result JSON
 * @param meta JSON: what recovery folds
 * @param error JSON text, as NoETL stores it
 * @param stackTrace the traceback of the user's code
 * @param computedMillis how long code has run that no event before has told of; no column holds it
 */
public record NewEvent(
    long eventId,
    @Nullable Long parentEventId,
    Instant createdAt,
    String eventType,
    String nodeName,
    @Nullable String nodeType,
    String status,
    double durationMillis,
    @Nullable String context,
    @Nullable String result,
    @Nullable String meta,
    @Nullable String error,
    @Nullable String stackTrace,
    double computedMillis) {

  /** One that tells of no code. */
  public NewEvent(
      long eventId,
      @Nullable Long parentEventId,
      Instant createdAt,
      String eventType,
      String nodeName,
      @Nullable String nodeType,
      String status,
      double durationMillis,
      @Nullable String context,
      @Nullable String result,
      @Nullable String meta,
      @Nullable String error,
      @Nullable String stackTrace) {
    this(
        eventId,
        parentEventId,
        createdAt,
        eventType,
        nodeName,
        nodeType,
        status,
        durationMillis,
        context,
        result,
        meta,
        error,
        stackTrace,
        0);
  }

  /** The same with each text that may hold a secret as functions make it. */
  NewEvent with(UnaryOperator<@Nullable String> json, UnaryOperator<@Nullable String> texts) {
    return new NewEvent(
        eventId,
        parentEventId,
        createdAt,
        eventType,
        nodeName,
        nodeType,
        status,
        durationMillis,
        json.apply(context),
        json.apply(result),
        json.apply(meta),
        texts.apply(error),
        texts.apply(stackTrace),
        computedMillis);
  }

  /** The same with another result. */
  public NewEvent withResult(@Nullable String other) {
    return new NewEvent(
        eventId,
        parentEventId,
        createdAt,
        eventType,
        nodeName,
        nodeType,
        status,
        durationMillis,
        context,
        other,
        meta,
        error,
        stackTrace,
        computedMillis);
  }
}
