package io.noetl.camel.api;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.RuntimeEntry;
import io.noetl.camel.store.RuntimeStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where worker pools, servers and brokers of NoETL announce themselves. */
public class RuntimeApi {
  private static final String POOL = "worker_pool";
  private static final Set<String> KINDS = Set.of(POOL, "server_api", "broker");
  private static final String RETRY_SECONDS = "5";

  private final RuntimeStore runtimes;

  public RuntimeApi(RuntimeStore runtimes) {
    this.runtimes = runtimes;
  }

  /** {@code POST /api/worker/pool/register} and {@code POST /api/runtime/register}. */
  public Object register(ApiRequest request) {
    request.require(Role.OPERATOR);
    return register(request.body());
  }

  /** {@code POST or DELETE /api/worker/pool/deregister}, {@code DELETE /api/runtime/deregister}. */
  public Object deregister(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.body();
    String name = body.requiredText("name");
    String kind = kind(body);
    runtimes.deregister(kind, name);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", "ok");
    reply.put("name", name);
    reply.put("runtime_id", null);
    reply.put("runtime", null);
    reply.put("kind", kind);
    return reply;
  }

  /** {@code POST /api/worker/pool/heartbeat}. */
  public Object heartbeat(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.body();
    String name = body.requiredText("name");
    Optional<Long> known = runtimes.heartbeat(POOL, name);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    if (known.isPresent()) {
      reply.put("status", "ok");
      reply.put("name", name);
      reply.put("runtime_id", known.get().toString());
      reply.put("runtime", null);
      return reply;
    }
    Map<String, @Nullable Object> registration = body.object("registration");
    if (registration != null) {
      reply.putAll(register(new BodyFields(registration)));
      reply.put("status", "recreated");
      return reply;
    }
    ApiReply unknown =
        ApiErrors.reply(
            ApiProblem.structured(ApiError.NOT_FOUND, Map.of("status", "unknown", "name", name)));
    return new ApiReply(
        unknown.status(),
        unknown.contentType(),
        Map.of("Retry-After", RETRY_SECONDS),
        unknown.body());
  }

  /** {@code GET /api/worker/pools?runtime=&status=}. */
  public Object pools(ApiRequest request) {
    request.require(Role.VIEWER);
    String runtime = request.query("runtime");
    String status = request.query("status");
    List<Map<String, @Nullable Object>> items =
        runtimes.list(POOL, runtime, status).stream().map(RuntimeApi::shape).toList();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("items", items);
    reply.put("count", items.size());
    reply.put("runtime", runtime);
    reply.put("status", status);
    reply.put("error", null);
    return reply;
  }

  /** {@code GET /api/brokers}. */
  public Object brokers(ApiRequest request) {
    request.require(Role.VIEWER);
    String status = request.query("status");
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put(
        "items", runtimes.list("broker", null, status).stream().map(RuntimeApi::shape).toList());
    reply.put("status", status);
    return reply;
  }

  private Map<String, @Nullable Object> register(BodyFields body) {
    String kind = kind(body);
    String uri = body.text("uri") != null ? body.text("uri") : body.text("base_url");
    if (uri == null && !kind.equals(POOL)) {
      throw ApiProblem.of(ApiError.BAD_REQUEST, "uri is required for kind " + kind);
    }
    String type = body.text("runtime");
    String status = body.text("status");
    Map<String, @Nullable Object> runtime = new LinkedHashMap<>();
    runtime.put("type", type);
    runtime.put("pid", body.id("pid"));
    runtime.put("hostname", body.text("hostname"));
    String name = body.requiredText("name");
    long id =
        runtimes.register(
            new RuntimeEntry.Announcement(
                name,
                kind,
                uri,
                status == null ? "ready" : status,
                body.has("capacity") ? body.integer("capacity", 0, 0, Integer.MAX_VALUE) : null,
                body.object("labels"),
                runtime));
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", "ok");
    reply.put("name", name);
    reply.put("runtime_id", String.valueOf(id));
    reply.put("runtime", type);
    reply.put("kind", kind);
    return reply;
  }

  private static String kind(BodyFields body) {
    String given = body.text("kind") != null ? body.text("kind") : body.text("component_type");
    String kind = given == null ? POOL : given;
    if (!KINDS.contains(kind)) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "kind is '"
              + kind
              + "' (expected: "
              + String.join(", ", KINDS.stream().sorted().toList())
              + ")");
    }
    return kind;
  }

  private static Map<String, @Nullable Object> shape(RuntimeEntry entry) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("name", entry.name());
    shape.put("runtime", entry.runtime());
    shape.put("status", entry.status());
    shape.put("capacity", entry.capacity());
    shape.put("labels", entry.labels());
    shape.put("heartbeat", IsoTime.offset(entry.heartbeat()));
    shape.put("created_at", IsoTime.offset(entry.createdAt()));
    shape.put("updated_at", IsoTime.offset(entry.updatedAt()));
    return shape;
  }
}
