package io.noetl.camel.app.trace;

import io.noetl.camel.execution.Claim;
import io.noetl.camel.execution.ReplicaObserver;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.trace.SpanIds;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.execution.trace.Tracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.util.List;

/** Makes a span of the time in which an execution has waited for room. */
final class WaitTraces implements ReplicaObserver {
  private static final String NAME = "wait for room";

  private final SpanWriter writer;
  private final Tracer tracer;
  private final Clock clock;

  WaitTraces(SpanWriter writer, Tracer tracer, Clock clock) {
    this.writer = writer;
    this.tracer = tracer;
    this.clock = clock;
  }

  @Override
  public void renewed(boolean succeeded) {
    // a lease is no part of an execution
  }

  @Override
  public void claimed(List<Claim> claims) {
    for (Claim claim : claims) {
      if (claim.reason() == Claim.Reason.ROOM) {
        tracer
            .execution(claim.executionId(), claim.ancestry().traceparent())
            .ifPresent(span -> write(claim.executionId(), span));
      }
    }
  }

  private void write(long id, Traceparent execution) {
    writer.write(
        new SpanWriter.Ended(
            execution.at(SpanIds.within(id, NAME)),
            execution.spanId(),
            NAME,
            SpanKind.INTERNAL,
            SnowflakeIds.timeOf(id),
            clock.instant(),
            Attributes.builder().put("cicd.pipeline.run.id", Long.toString(id)).build(),
            null));
  }
}
