package io.noetl.camel.crash;

import io.noetl.camel.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether detail, status and events of the API say the same of an execution as its row. */
final class ApiCheck {
  private final String url;
  private final CrashPostgres postgres;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Json json = new Json();

  ApiCheck(String url, CrashPostgres postgres) {
    this.url = url;
    this.postgres = postgres;
  }

  List<String> violations() throws SQLException, IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    for (List<String> row :
        postgres.query(
            "SELECT execution_id, status FROM noetl.execution ORDER BY md5(execution_id::text)"
                + " LIMIT 40")) {
      String id = row.getFirst();
      String status = row.getLast();
      Map<String, ?> detail = get("/api/executions/" + id);
      Map<String, ?> shortly = get("/api/executions/" + id + "/status");
      List<?> events = (List<?>) Objects.requireNonNull(detail.get("events"));
      boolean terminal =
          events.stream()
              .anyMatch(
                  e ->
                      e instanceof Map<?, ?> event
                          && ("playbook." + status.toLowerCase(java.util.Locale.ROOT))
                              .equals(event.get("event_type")));
      if (!status.equals(detail.get("status"))
          || (shortly.containsKey("status") && !status.equals(shortly.get("status")))
          || !terminal) {
        found.add(
            "the API disagrees on %s: %s, detail %s, status %s, terminal event %s"
                .formatted(id, status, detail.get("status"), shortly, terminal));
      }
    }
    return found;
  }

  private Map<String, ?> get(String path) throws IOException, InterruptedException {
    return json.readObject(
        http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
            .body());
  }
}
