package io.noetl.camel.app;

/** Waits until the replicas of a test know each other. */
final class Replicas {
  private Replicas() {}

  /** Until the first replica has looked at the others twice since so many are there. */
  static void know(TestServer server, int replicas) throws InterruptedException {
    Waiting.until(
        () -> query(server, "SELECT count(*) FROM noetl.replica", Integer.class),
        n -> n == replicas);
    for (int beat = 0; beat < 2; beat++) {
      String before = lease(server);
      Waiting.until(() -> lease(server), now -> !now.equals(before));
    }
  }

  private static String lease(TestServer server) {
    return query(
        server,
        "SELECT lease_until::text FROM noetl.replica ORDER BY started_at LIMIT 1",
        String.class);
  }

  private static <T> T query(TestServer server, String sql, Class<T> type) {
    return server.database().jdbc().sql(sql).query(type).single();
  }
}
