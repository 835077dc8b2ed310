package io.noetl.camel.app;

import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {
  @Test
  void smoke(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      String pb = "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: hello, path: a/b/hello}\nworkflow: []\n";
      show(server.get("/health"));
      show(server.get("/api/health"));
      show(server.post("/api/catalog/register", Map.of("content", pb)));
      show(server.post("/api/catalog/register", Map.of("content", Base64.getEncoder().encodeToString(pb.getBytes()))));
      show(server.post("/api/catalog/register", Map.of("content", "a: [")));
      show(server.post("/api/catalog/register", Map.of("content", "a: 1")));
      show(server.post("/api/catalog/register", Map.of()));
      show(server.post("/api/catalog/register", "{nope"));
      show(server.post("/api/catalog/list", Map.of()));
      show(server.get("/api/catalog/list/Playbook"));
      show(server.get("/api/catalog/list?resource_type=Other"));
      show(server.get("/api/catalog/get/a/b/hello"));
      show(server.post("/api/catalog/resource", Map.of("path", "a/b/hello", "version", "1")));
      show(server.post("/api/catalog/resource", Map.of("path", "nope")));
      show(server.post("/api/credentials", Map.of("name", "pg", "type", "postgres", "data", Map.of("db_host", "x"))));
      show(server.get("/api/credentials"));
      show(server.get("/api/credentials/pg?include_data=true"));
      show(server.get("/api/credentials/nope"));
      var started = server.post("/api/execute", Map.of("path", "a/b/hello", "workload", Map.of("x", 1)));
      show(started);
      String id = (String) started.object().get("execution_id");
      show(server.get("/api/executions"));
      show(server.get("/api/executions/" + id));
      show(server.get("/api/executions/" + id + "/status"));
      show(server.get("/api/execute/status/" + id));
      show(server.get("/api/executions/" + id + "/events?page_size=2"));
      show(server.get("/api/executions/" + id + "/logs"));
      show(server.get("/api/executions/" + id + "/logs?follow=true"));
      show(server.post("/api/executions/" + id + "/cancel", null));
      show(server.post("/api/executions/" + id + "/rerun", Map.of("workload", Map.of("y", 2))));
      show(server.post("/api/executions/cleanup", Map.of("dry_run", true)));
      show(server.get("/api/executions/abc"));
      show(server.get("/api/executions/1"));
      show(server.post("/api/run/playbook", Map.of("path", "nope")));
      show(server.post("/api/run/foo", Map.of("path", "nope")));
      show(server.post("/api/postgres/execute", Map.of("query", "SELECT 1, 'x', NULL, now()::date, 1.5::numeric, '{\"k\":[1]}'::jsonb, true, now(), now()::timestamp, array[1,2], array['a',null], 'abc'::bytea, 'infinity'::timestamptz, 1.5::float8")));
      show(server.post("/api/postgres/execute", Map.of("query", "SELECT * FROM nope")));
      show(server.post("/api/postgres/execute", Map.of("query", "SELECT 1; SELECT 2")));
      show(server.post("/api/postgres/execute", Map.of()));
      show(server.post("/api/postgres/execute", Map.of("query", "select 1", "connection_string", "postgresql://postgres:postgres@localhost:" + server.database().port() + "/postgres")));
      show(server.post("/api/postgres/execute", Map.of("query", "select 1", "connection_string", "postgresql://a:b@example.com/x")));
      show(server.post("/api/vars/" + id, Map.of("variables", Map.of("a", 1, "b", List.of(1)))));
      show(server.get("/api/vars/" + id));
      show(server.get("/api/vars/" + id + "/a"));
      show(server.call("DELETE", "/api/vars/" + id + "/a", null));
      show(server.post("/api/context/render", Map.of("execution_id", id, "template", "x")));
      show(server.get("/api/worker/pools"));
      show(server.get("/metrics"));
      show(server.get("/api/status"));
      show(server.get("/api/db/validate"));
      show(server.post("/api/db/init", null));
      show(server.get("/api/nope"));
      show(server.call("PUT", "/api/execute", null));
    }
  }

  static void show(TestServer.Reply reply) {
    System.out.println(reply.status() + " " + reply.headers().get("content-type") + " " + (reply.text().length() > 900 ? reply.text().substring(0, 900) : reply.text()));
  }
}
