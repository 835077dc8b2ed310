package io.noetl.camel.component.subscription;

import io.nats.client.JetStreamApiException;
import io.noetl.camel.execution.net.GuardedSockets;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.execution.trigger.SeenObjects;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.store.Json;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.nats.NatsLink;
import io.noetl.camel.tool.nats.NatsTarget;
import io.noetl.camel.tool.postgres.PostgresPools;
import io.noetl.camel.tool.postgres.PostgresSession;
import io.noetl.camel.tool.postgres.PostgresTargets;
import io.noetl.camel.tool.s3.S3Bucket;
import io.noetl.camel.tool.s3.S3Target;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Connects to sources, as far as a subscription at its path may reach them. */
public final class SourceConnections implements Pullers {
  private static final int KNOWN = 10_000;

  private final PullStore store;
  private final SeenObjects seen;
  private final ExecutionProfiles profiles;
  private final CredentialResolver credentials;
  private final OutboundGuard guard;
  private final PostgresTargets targets;
  private final PostgresPools databases;
  private final SourceFolders folders;
  private final Json json;
  private final SecureRandom random;
  private final LongSupplier ids;
  private final Clock clock;

  /**
   * Connections.
   *
   * @param databases opens connections of stored credentials, past the guard
   * @param ids names files anew
   */
  public SourceConnections(
      PullStore store,
      SeenObjects seen,
      ExecutionProfiles profiles,
      CredentialResolver credentials,
      OutboundGuard guard,
      PostgresPools databases,
      SourceFolders folders,
      Json json,
      SecureRandom random,
      LongSupplier ids,
      Clock clock) {
    this.store = store;
    this.seen = seen;
    this.profiles = profiles;
    this.credentials = credentials;
    this.guard = guard;
    this.targets = new PostgresTargets(credentials);
    this.json = json;
    this.databases = databases;
    this.folders = folders;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Puller open(Held held) throws Exception {
    ExecutionProfile profile = profiles.of(held.document().path(), false);
    return switch ((PullSource) held.document().source()) {
      case PullSource.Times times -> new TimesPuller(held, times, store, clock);
      case PullSource.Files files -> files(held, files, profile);
      case PullSource.Objects objects -> objects(held, objects, profile);
      case PullSource.Rows rows -> rows(held, rows, profile);
      case PullSource.Kafka kafka -> kafka(held, kafka, profile);
      case PullSource.Nats nats -> nats(held, nats, profile);
      case PullSource.Mail mail -> mail(held, mail, profile);
      case PullSource.Camel camel ->
          throw new IllegalStateException("the consumer of " + camel.scheme() + " fetches");
    };
  }

  private Puller nats(Held held, PullSource.Nats nats, ExecutionProfile profile)
      throws IOException, ToolFailure, InterruptedException, JetStreamApiException {
    NatsTarget target = NatsTarget.of(call(held, nats.credential(), profile), credentials);
    NatsLink link = NatsLink.open(target, guard, profile, random);
    try {
      return new NatsPuller(held, nats, link, store, new MessageBytes(json), System::nanoTime);
    } catch (IOException | JetStreamApiException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private Puller mail(Held held, PullSource.Mail mail, ExecutionProfile profile)
      throws IOException, ToolFailure, MessagingException {
    OpenCredential credential = credentials.one(mail.credential(), Map.of(), profile);
    Store mailbox =
        MailBox.open(
            credential, new GuardedSockets(guard.allowing(MailBox.servers(credential)), profile));
    try {
      return new MailPuller(held, mail, mailbox, clock);
    } catch (IOException | MessagingException | RuntimeException e) {
      mailbox.close();
      throw e;
    }
  }

  private Puller kafka(Held held, PullSource.Kafka kafka, ExecutionProfile profile)
      throws IOException, ToolFailure {
    OpenCredential credential =
        kafka.credential() == null ? null : credentials.one(kafka.credential(), Map.of(), profile);
    String bootstrap = KafkaSettings.bootstrap(kafka, credential);
    KafkaBrokers brokers =
        new KafkaBrokers(guard, credential == null ? Set.of() : credential.servers(), profile);
    brokers.check(bootstrap);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            KafkaSettings.of(kafka, held.batch(), bootstrap, credential),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    return new KafkaPuller(
        held,
        kafka,
        consumer,
        brokers,
        store,
        new KafkaMessages(new MessageBytes(json)),
        System::nanoTime);
  }

  private Puller files(Held held, PullSource.Files files, ExecutionProfile profile)
      throws IOException {
    if (profile.restricted()) {
      throw new IOException(ExecutionProfile.closed("the source 'file'"));
    }
    return new FilesPuller(held, files, folders, clock, ids);
  }

  private Puller objects(Held held, PullSource.Objects objects, ExecutionProfile profile)
      throws IOException, ToolFailure {
    OpenCredential credential = credentials.one(objects.credential(), Map.of(), profile);
    S3Bucket bucket = new S3Bucket(S3Target.of(objects.bucket(), credential), guard, profile);
    try {
      return new ObjectsPuller(held, objects, bucket, store, seen, clock);
    } catch (RuntimeException e) {
      bucket.close();
      throw e;
    }
  }

  private Puller rows(Held held, PullSource.Rows rows, ExecutionProfile profile)
      throws SQLException, ToolFailure {
    PostgresSession session =
        databases.openAlone(targets.of(call(held, rows.credential(), profile)));
    try {
      return new RowsPuller(held, rows, store, session, new KnownKeys(KNOWN), clock);
    } catch (SQLException | ToolFailure | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static ToolCall call(Held held, String credential, ExecutionProfile profile) {
    String path = held.document().path();
    return new ToolCall(
        "subscription",
        Map.of("auth", credential),
        Map.of(),
        Map.of(),
        new ToolCall.Origin(held.id(), path, path, "source", 1, field -> 0, profile),
        path,
        null,
        StepLog.NONE);
  }
}
