package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.search.ReplicaQueries;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers that share the work. */
public class ReplicaApi {
  private final ReplicaQueries replicas;
  private final ProcessFigures process;

  public ReplicaApi(ReplicaQueries replicas, ProcessFigures process) {
    this.replicas = replicas;
    this.process = process;
  }

  /** {@code GET /api/replicas}: their leases, what each runs, and what waits for one. */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("items", replicas.list().stream().map(ReplicaApi::shape).toList());
    reply.put("waiting", replicas.waiting());
    reply.put("version", process.version());
    return reply;
  }

  private static Map<String, @Nullable Object> shape(ReplicaQueries.Listed replica) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("replica_id", replica.replicaId());
    shape.put("version", replica.version());
    shape.put("started_at", IsoTime.zulu(replica.startedAt()));
    shape.put("lease_until", IsoTime.zulu(replica.leaseUntil()));
    shape.put("alive", replica.alive());
    shape.put("running", replica.running());
    return shape;
  }
}
