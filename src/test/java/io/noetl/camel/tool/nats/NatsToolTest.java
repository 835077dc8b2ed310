package io.noetl.camel.tool.nats;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.ObjectStoreConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.NatsServer;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nats tool against a real server. */
class NatsToolTest {
  @TempDir private static Path folder;
  private static NatsServer server;

  @BeforeAll
  static void start() throws Exception {
    server = NatsServer.start(folder);
    server.administered(NatsToolTest::prepare);
  }

  private static void prepare(Connection admin) throws Exception {
    admin
        .keyValueManagement()
        .create(KeyValueConfiguration.builder().name("kv").storageType(StorageType.Memory).build());
    admin
        .objectStoreManagement()
        .create(
            ObjectStoreConfiguration.builder()
                .name("objects")
                .storageType(StorageType.Memory)
                .build());
    admin
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name("orders")
                .subjects("orders.>")
                .storageType(StorageType.Memory)
                .build());
    admin
        .jetStreamManagement()
        .addOrUpdateConsumer("orders", ConsumerConfiguration.builder().durable("readers").build());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aValueIsPutGottenListedAndDeleted() throws Exception {
    assertThat(result(map("operation", "kv_put", "key", "a/1", "value", map("n", 1L))))
        .containsEntry("status", "success")
        .containsKey("revision");
    result(map("operation", "kv_put", "key", "b", "value", "plain text"));

    assertThat(result(map("operation", "kv_get", "key", "a/1")))
        .containsEntry("value", map("n", 1L))
        .containsEntry("bucket", "kv");
    assertThat(result(map("operation", "kv_get", "key", "b"))).containsEntry("value", "plain text");
    assertThat(result(map("operation", "kv_keys")))
        .containsEntry("keys", List.of("a/1", "b"))
        .containsEntry("count", 2L);
    assertThat(result(map("operation", "kv_keys", "pattern", "a*")))
        .containsEntry("keys", List.of("a/1"));

    result(map("operation", "kv_delete", "key", "a/1"));
    result(map("operation", "kv_purge", "key", "b"));
    assertThat(result(map("operation", "kv_get", "key", "a/1")))
        .containsEntry("status", "not_found")
        .containsEntry("value", null);
    assertThat(result(map("operation", "kv_keys"))).containsEntry("count", 0L);
  }

  @Test
  void anObjectIsPutGottenDescribedAndDeleted() throws Exception {
    Map<String, Object> at = map("bucket", "objects", "name", "report");
    result(with(at, "operation", "object_put", "data", "a,b\n1,2\n", "description", "rows"));
    result(
        map(
            "operation", "object_put",
            "bucket", "objects",
            "object", "raw",
            "data", "/w==",
            "encoding", "base64"));

    assertThat(result(with(at, "operation", "object_get")))
        .containsEntry("data", "a,b\n1,2\n")
        .containsEntry("size", 8L);
    assertThat(result(with(at, "operation", "object_info")))
        .containsEntry("description", "rows")
        .containsEntry("chunks", 1L);
    assertThat(result(map("operation", "object_get", "bucket", "objects", "object", "raw")))
        .containsEntry("data", "/w==")
        .containsEntry("encoding", "base64");
    assertThat(result(map("operation", "object_list", "bucket", "objects")))
        .extractingByKey("objects", InstanceOfAssertFactories.list(Map.class))
        .extracting("name")
        .containsExactly("raw", "report");
    result(with(at, "operation", "object_delete"));

    assertThat(failed(with(at, "operation", "object_get")).error().message())
        .contains("there is no object 'report'");
  }

  @Test
  void aMessageIsPublishedOnceHoweverOftenTheCallIsMade() throws Exception {
    Map<String, Object> publish =
        map("operation", "js_publish", "subject", "orders.new", "data", map("id", 7L));
    Map<String, Object> first = result(publish);
    assertThat(result(publish))
        .containsEntry("duplicate", true)
        .containsEntry("seq", first.get("seq"));

    assertThat(result(map("operation", "js_get_msg", "stream", "orders", "last", true)))
        .containsEntry("subject", "orders.new")
        .containsEntry("data", map("id", 7L));
    assertThat(result(map("operation", "js_get_msg", "stream", "orders", "seq", first.get("seq"))))
        .containsEntry("data", map("id", 7L));
    assertThat(result(map("operation", "js_stream_info", "stream", "orders")))
        .extractingByKey("state", InstanceOfAssertFactories.MAP)
        .containsEntry("messages", 1L);

    Map<String, Object> consume =
        map("operation", "js_consume", "stream", "orders", "consumer", "readers", "batch", 5L);
    assertThat(result(consume))
        .containsEntry("count", 1L)
        .containsEntry("acked", 1L)
        .extractingByKey("messages", InstanceOfAssertFactories.list(Map.class))
        .first(InstanceOfAssertFactories.MAP)
        .containsEntry("data", map("id", 7L))
        .extractingByKey("headers", InstanceOfAssertFactories.MAP)
        .containsEntry("Nats-Msg-Id", "7/s/0");
    assertThat(result(with(consume, "timeout_ms", 50L))).containsEntry("count", 0L);
  }

  @Test
  void messagesAreAcknowledgedByAnotherCallWhenTheyAreRecorded() throws Exception {
    server.administered(
        admin -> {
          admin
              .jetStreamManagement()
              .addStream(
                  StreamConfiguration.builder()
                      .name("kept")
                      .subjects("kept.>")
                      .storageType(StorageType.Memory)
                      .build());
          admin
              .jetStreamManagement()
              .addOrUpdateConsumer(
                  "kept", ConsumerConfiguration.builder().durable("careful").build());
        });
    result(map("operation", "js_publish", "subject", "kept.one", "data", 1L));
    Map<String, Object> consume =
        map(
            "operation", "js_consume",
            "stream", "kept",
            "consumer", "careful",
            "batch", 1L,
            "ack", false);
    Map<String, Object> taken = result(consume);
    assertThat(taken).containsEntry("count", 1L).containsEntry("acked", 0L);

    assertThat(result(map("operation", "js_ack", "messages", taken.get("messages"))))
        .containsEntry("count", 1L)
        .containsEntry("acked", 1L);

    server.administered(
        admin ->
            assertThat(
                    admin
                        .jetStreamManagement()
                        .getConsumerInfo("kept", "careful")
                        .getNumAckPending())
                .isZero());
    for (Object wrong : List.of("orders.new", "$JS.ACK.>", map("data", 1L))) {
      assertThat(failed(map("operation", "js_ack", "messages", List.of(wrong))).error().message())
          .contains("js_ack got a message without `ack`");
    }
    assertThat(failed(map("operation", "js_ack")).error().message()).contains("js_ack needs");
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    assertThat(failed(map("operation", "kv_get", "bucket", "none", "key", "a")).error())
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo("TL1303");
              assertThat(error.message()).contains("none");
            });
    assertThat(
            failed(map("operation", "js_publish", "subject", "nobody.listens", "data", 1L))
                .error()
                .message())
        .contains("no stream takes messages of subject 'nobody.listens'");
    assertThat(failed(map("operation", "object_list", "bucket", "none")).error().code())
        .isEqualTo("TL1303");
    assertThat(failed(map("operation", "kv_fetch")).error().message())
        .contains("kv_fetch", "expected: one of kv_get, ");
    assertThat(failed(map("operation", "kv_get")).error().message())
        .contains("key is missing, which kv_get needs");
    assertThat(failed(map("operation", "kv_put", "key", "no spaces", "value", 1L)).error().code())
        .isEqualTo("TL1301");
    assertThat(of(tool(map()), map("operation", "kv_keys", "bucket", "kv")).error().message())
        .contains("expected: auth with the name of a credential of type nats");
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() throws Exception {
    Outcome.Failed refused =
        of(
            tool(map("url", server.url(), "user", NatsServer.USER, "password", "wrong-secret")),
            map("auth", "nats", "operation", "kv_keys", "bucket", "kv"));
    assertThat(refused.error().type()).isEqualTo("AuthError");
    assertThat(refused.error().message()).doesNotContain("wrong-secret");

    assertThat(
            of(
                    tool(map("nats_url", "nats://127.0.0.1:" + freePort())),
                    map("auth", "nats", "operation", "kv_keys", "bucket", "kv"))
                .error()
                .type())
        .isEqualTo("ConnectError");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  void onlyServersThatTheGuardAllowsAreCalled() throws Exception {
    OutboundGuard strict = new OutboundGuard(OutboundGuard.Names.SYSTEM, false, List.of());
    Map<String, Object> keys = map("operation", "kv_keys", "bucket", "kv");
    Map<String, Object> stored = login();

    Outcome inline =
        new NatsTool(resolver(stored), strict, new SecureRandom())
            .call(Calls.of("nats", with(keys, "url", server.urlWithLogin())));
    assertThat(((Outcome.Failed) inline).error().type()).isEqualTo("Denied");
    assertThat(((Outcome.Failed) inline).error().message())
        .contains("noetl.outbound.allowed")
        .doesNotContain(NatsServer.PASSWORD);

    Outcome ofCredential =
        new NatsTool(resolver(stored), strict, new SecureRandom())
            .call(Calls.of("nats", with(keys, "auth", "nats")));
    assertThat(ofCredential).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aRestrictedPlaybookCallsTheServersThatTheOperatorLists() throws Exception {
    Map<String, Object> keys = map("auth", "nats", "operation", "kv_keys", "bucket", "kv");
    NatsTool tool = tool(login());
    ExecutionProfile closed = new ExecutionProfile(true, HostRules.NONE, null);
    ExecutionProfile open =
        new ExecutionProfile(true, HostRules.of(List.of("127.0.0.1:" + server.port())), null);

    Outcome.Failed denied = (Outcome.Failed) tool.call(Calls.of("nats", keys, map(), closed));
    assertThat(denied.error().message()).contains("noetl.profile.hosts");
    assertThat(tool.call(Calls.of("nats", keys, map(), open))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aCallThatIsInterruptedEnds() throws Exception {
    Map<String, Object> consume =
        map(
            "auth", "nats",
            "operation", "js_consume",
            "stream", "orders",
            "consumer", "nobody_else",
            "timeout_ms", 5000L);
    server.administered(
        admin -> {
          admin
              .jetStreamManagement()
              .addOrUpdateConsumer(
                  "orders",
                  ConsumerConfiguration.builder()
                      .durable("nobody_else")
                      .filterSubject("orders.none")
                      .build());
          AtomicReference<Object> ended = new AtomicReference<>();
          Thread caller =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          ended.set(tool(login()).call(Calls.of("nats", consume)));
                        } catch (InterruptedException e) {
                          ended.set(e);
                        }
                      });
          Awaitility.await()
              .until(
                  () ->
                      admin
                              .jetStreamManagement()
                              .getConsumerInfo("orders", "nobody_else")
                              .getNumWaiting()
                          > 0);
          caller.interrupt();
          caller.join();

          assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        });
  }

  private static Map<String, Object> login() {
    return map("url", server.url(), "user", NatsServer.USER, "password", NatsServer.PASSWORD);
  }

  private static CredentialResolver resolver(Map<String, Object> data) {
    return new CredentialResolver(
        name -> Optional.of(new OpenCredential("nats", "nats", data)),
        new SecretVariables(name -> null, Set.of()));
  }

  private static NatsTool tool(Map<String, Object> data) {
    OutboundGuard guard = new OutboundGuard(OutboundGuard.Names.SYSTEM, true, List.of());
    return new NatsTool(resolver(data), guard, new SecureRandom());
  }

  private static Outcome call(Map<String, Object> config) throws InterruptedException {
    Map<String, Object> whole = map("auth", "nats", "bucket", "kv");
    whole.putAll(config);
    return tool(login()).call(Calls.of("nats", whole));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> result(Map<String, Object> config)
      throws InterruptedException {
    Outcome outcome = call(config);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Map<String, Object>) ((Outcome.Done) outcome).result();
  }

  private static Outcome.Failed failed(Map<String, Object> config) throws InterruptedException {
    return (Outcome.Failed) call(config);
  }

  private static Outcome.Failed of(NatsTool tool, Map<String, Object> config)
      throws InterruptedException {
    return (Outcome.Failed) tool.call(Calls.of("nats", config));
  }

  private static Map<String, Object> with(Map<String, Object> base, Object... pairs) {
    Map<String, Object> both = new LinkedHashMap<>(base);
    both.putAll(map(pairs));
    return both;
  }
}
