package io.noetl.camel.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a caller who it is and what it may do. */
public class WhoApi {
  private final ProcessFigures process;

  public WhoApi(ProcessFigures process) {
    this.process = process;
  }

  /** {@code GET /api/whoami}. */
  public Object whoami(ApiRequest request) {
    Caller caller = request.require(Role.VIEWER);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("name", caller.name());
    reply.put("role", name(caller.role()));
    reply.put(
        "roles",
        Stream.of(Role.values()).filter(caller.role()::includes).map(WhoApi::name).toList());
    reply.put("server", process.name());
    reply.put("version", process.version());
    return reply;
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
