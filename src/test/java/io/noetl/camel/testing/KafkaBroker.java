package io.noetl.camel.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker of Kafka in a process of its own: KRaft mode, one node. */
public final class KafkaBroker implements AutoCloseable {
  private static final String CLUSTER = "noetlTestClusterAAAAAA";

  private static final int TRIES = 5;

  private final Path folder;
  private final Path configuration;
  private final String password;
  private final Map<String, Object> login;
  private int port;
  private Process process;

  /**
   * Starts one.
   *
   * @param password where users log in by SASL/PLAIN as {@code noetl}; empty for no login
   */
  public KafkaBroker(Path folder, String password) throws IOException, InterruptedException {
    this.folder = folder;
    this.password = password;
    this.configuration = folder.resolve("server.properties");
    this.login =
        password.isEmpty()
            ? Map.of()
            : Map.of(
                "security.protocol",
                protocol(),
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"noetl\" password=\"%s\";".formatted(password));
    configure();
    run("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", configuration.toString())
        .waitFor();
    // A port that was free may be somebody else's by the time that the broker binds it.
    for (int attempt = 1; ; attempt++) {
      configure();
      this.process = run("kafka.Kafka", configuration.toString());
      if (answers()) {
        return;
      }
      refuse(attempt);
    }
  }

  private void configure() throws IOException {
    port = free();
    Files.writeString(
        configuration,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=CLIENTS://127.0.0.1:%1$d
        listener.security.protocol.map=CLIENTS:%3$s,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=CLIENTS
        controller.listener.names=CONTROLLER
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.clients.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
        required username="noetl" password="%4$s" user_noetl="%4$s";
        log.dirs=%5$s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        auto.create.topics.enable=false
        group.initial.rebalance.delay.ms=0
        """
            .formatted(port, free(), protocol(), password, folder.resolve("data")));
  }

  private String protocol() {
    return password.isEmpty() ? "PLAINTEXT" : "SASL_PLAINTEXT";
  }

  private Process run(String main, String... arguments) throws IOException {
    List<String> command = JavaCommand.of("-Xmx256m");
    command.add(main);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log().toFile()))
        .start();
  }

  /** Waits until it does; false where its process has ended instead. */
  private boolean answers() {
    Admin admin = admin();
    try {
      CompletableFuture<?> nodes =
          admin.describeCluster().nodes().toCompletionStage().toCompletableFuture();
      CompletableFuture.anyOf(nodes, process.onExit()).get(240, TimeUnit.SECONDS);
      return process.isAlive();
    } catch (Exception e) {
      throw new IllegalStateException("no broker: see " + log(), e);
    } finally {
      // does not wait for the answer that an ended process will never give
      admin.close(Duration.ZERO);
    }
  }

  private void refuse(int attempt) throws IOException {
    if (attempt == TRIES) {
      List<String> lines = Files.readAllLines(log());
      throw new IllegalStateException(
          "no broker: " + lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public Path log() {
    return folder.resolve("kafka.log");
  }

  /** Ends it at once, and starts it on the same port. */
  public void restart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    for (int attempt = 1; ; attempt++) {
      process = run("kafka.Kafka", configuration.toString());
      if (answers()) {
        return;
      }
      refuse(attempt);
    }
  }

  public Admin admin() {
    Map<String, Object> settings = new HashMap<>(login);
    settings.put("bootstrap.servers", address());
    settings.put("default.api.timeout.ms", 240_000);
    return Admin.create(settings);
  }

  public void topic(String name, int partitions) {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends messages, and returns when the broker has them. */
  public void send(List<ProducerRecord<String, String>> records) {
    Map<String, Object> settings = new HashMap<>(login);
    settings.put("bootstrap.servers", address());
    settings.put("linger.ms", 5);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      records.forEach(producer::send);
      producer.flush();
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A header of a message. */
  public static ProducerRecord<String, String> with(
      ProducerRecord<String, String> record, String header, String value) {
    record.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
