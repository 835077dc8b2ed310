package io.noetl.camel.component.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.execution.trigger.SeenObjects;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.testing.S3Server;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.s3.S3Bucket;
import io.noetl.camel.tool.s3.S3Target;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bucket with more objects than a page has. */
class ObjectsPullerTest {
  private static final int OBJECTS = Integer.getInteger("bucket.objects", 2_500);
  private static final long ID = 5;

  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();
  private final SeenObjects seen = new SeenObjects(jdbc);
  private final PullStore store = new PullStore(jdbc, new Json());
  private Instant now = Instant.parse("2026-12-01T00:00:00Z");
  private S3Server server;

  @BeforeEach
  void bucket() throws IOException {
    jdbc.sql(
            "INSERT INTO noetl.subscription (subscription_id, path, catalog_id, source, state,"
                + " pulls, owner, epoch) VALUES (?, 'in/objects', 1, 'file', 'active', true, 'me',"
                + " 1)")
        .param(ID)
        .update();
    server = new S3Server("KEY");
    IntStream.range(0, OBJECTS)
        .forEach(n -> server.objects.put("/inbox/in/%07d.csv".formatted(n), new byte[] {1}));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aLookTakesWhatIsNewAndForgetsWhatIsGone() throws Exception {
    try (ObjectsPuller puller = puller(1)) {
      assertThat(look(puller)).hasSize(OBJECTS).doesNotHaveDuplicates();
      assertThat(noted()).isEqualTo(OBJECTS);

      int pages = server.pages.get();
      assertThat(look(puller)).isEmpty();
      assertThat(server.pages.get() - pages).isEqualTo((OBJECTS + 999) / 1000);

      server.objects.remove("/inbox/in/0000000.csv");
      server.objects.remove("/inbox/in/0001700.csv");
      server.objects.remove("/inbox/in/%07d.csv".formatted(OBJECTS - 1));
      server.objects.put("/inbox/in/0000500.csv", new byte[] {2});
      server.objects.put("/inbox/in/0000500-b.csv", new byte[] {2});
      assertThat(look(puller))
          .extracting(key -> key.replaceAll(" .*", ""))
          .containsExactly("s3://inbox/in/0000500-b.csv", "s3://inbox/in/0000500.csv");
      assertThat(noted()).isEqualTo(OBJECTS - 2);

      server.objects.clear();
      assertThat(look(puller)).isEmpty();
      assertThat(noted()).isZero();
    }
  }

  @Test
  void whatWasGivenAndIsNotRecordedYetIsNotGivenAgain() throws Exception {
    server.objects.clear();
    server.objects.put("/inbox/in/a.csv", new byte[] {1});
    try (ObjectsPuller puller = puller(1)) {
      now = now.plusSeconds(60);
      Puller.Batch first = puller.poll(Duration.ZERO);
      server.objects.put("/inbox/in/b.csv", new byte[] {1});
      now = now.plusSeconds(60);
      Puller.Batch second = puller.poll(Duration.ZERO);
      assertThat(first.arrivals()).hasSize(1);
      assertThat(second.arrivals())
          .extracting(Arrival::key)
          .allMatch(key -> key.startsWith("s3://inbox/in/b.csv "))
          .hasSize(1);
      first.acknowledgement().taken();
      second.acknowledgement().taken();
      assertThat(noted()).isEqualTo(2);
    }
  }

  @Test
  void whatWasDeletedAndComesAgainIsAnotherMessage() throws Exception {
    server.objects.clear();
    server.objects.put("/inbox/in/done", new byte[] {1});
    try (ObjectsPuller puller = puller(1)) {
      List<String> first = look(puller);
      server.modified = "2026-01-01T01:00:00.000Z";
      assertThat(look(puller)).isEmpty();
      server.objects.clear();
      assertThat(look(puller)).isEmpty();
      server.objects.put("/inbox/in/done", new byte[] {1});
      assertThat(look(puller)).hasSize(1).doesNotContainAnyElementsOf(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>sign in</body></html>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM"
            + " 'file:///etc/passwd'>]><ListBucketResult><Name>&e;</Name></ListBucketResult>"
      })
  void whatIsNoListingForgetsNothing(String answer) throws Exception {
    try (ObjectsPuller puller = puller(1)) {
      assertThat(look(puller)).hasSize(OBJECTS);
      server.answer = answer;
      now = now.plusSeconds(60);
      assertThatThrownBy(() -> puller.poll(Duration.ZERO)).isInstanceOf(IOException.class);
      assertThat(noted()).isEqualTo(OBJECTS);
    }
  }

  @Test
  void whoIsNotTheOwnerNotesNothing() throws Exception {
    try (ObjectsPuller puller = puller(0)) {
      Puller.Batch batch = puller.poll(Duration.ZERO);
      assertThat(batch.arrivals()).isNotEmpty();
      assertThatThrownBy(() -> batch.acknowledgement().taken()).isInstanceOf(Held.LetGo.class);
      assertThat(noted()).isZero();
    }
  }

  /** The keys of all that one look through the bucket gives. */
  private List<String> look(ObjectsPuller puller) throws Exception {
    now = now.plusSeconds(60);
    List<String> keys = new ArrayList<>();
    int pages = server.pages.get();
    int last = pages + Math.max(1, (server.objects.size() + 999) / 1000);
    while (true) {
      Puller.Batch batch = puller.poll(Duration.ZERO);
      batch.acknowledgement().taken();
      batch.arrivals().stream().map(Arrival::key).forEach(keys::add);
      assertThat(batch.arrivals()).hasSizeLessThanOrEqualTo(500);
      if (batch.arrivals().isEmpty() && server.pages.get() == last) {
        return keys;
      }
    }
  }

  private int noted() {
    return jdbc.sql("SELECT count(*) FROM noetl.subscription_object").query(Integer.class).single();
  }

  private ObjectsPuller puller(long epoch) throws IOException {
    Subscription subscription =
        SubscriptionParser.parse(
                """
                apiVersion: noetl.io/v2
                kind: Subscription
                metadata: {name: objects, path: in/objects}
                spec: {source: file, file: {bucket: inbox, prefix: in, auth: store}, dispatch: in/one}
                """,
                "s.yaml")
            .subscription()
            .orElseThrow();
    OpenCredential credential =
        new OpenCredential(
            "store",
            "s3",
            Map.of("key_id", "KEY", "secret", "hush", "endpoint", server.endpoint()));
    return new ObjectsPuller(
        new Held(ID, epoch, 1, subscription),
        (PullSource.Objects) subscription.source(),
        new S3Bucket(S3Target.of("inbox", credential), Guards.local(), ExecutionProfile.trusted()),
        store,
        seen,
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        });
  }
}
