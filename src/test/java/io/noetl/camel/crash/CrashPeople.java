package io.noetl.camel.crash;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.Json.Malformed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Decides what is asked, at whichever server answers. Without an answer the same is decided again:
 * people press a button twice.
 */
final class CrashPeople {
  private static final String DECISION =
      "{\"choice\": \"approve\", \"values\": {\"reason\": \"fine\"}}";
  private static final int APART_MILLIS = 300;

  private final List<ServerProcess> servers;
  private final Random random;
  private final Json json = new Json();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Thread thread;

  CrashPeople(List<ServerProcess> servers, long seed) {
    this.servers = servers;
    this.random = new Random(seed + 2);
    this.thread = Thread.ofVirtual().name("crash-people").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(APART_MILLIS);
        try {
          look();
        } catch (IOException | Malformed e) {
          // that server is dead; the next look asks another
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws IOException, InterruptedException {
    String url = servers.get(random.nextInt(servers.size())).url() + "/api/approvals";
    String open =
        http.send(request(url + "?state=open").GET().build(), BodyHandlers.ofString()).body();
    if (json.readObject(open).get("items") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> approval) {
          http.send(
              request(url + "/" + approval.get("approval_id") + "/decide")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(DECISION))
                  .build(),
              BodyHandlers.discarding());
        }
      }
    }
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(15));
  }

  /** Nobody decides any more. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
