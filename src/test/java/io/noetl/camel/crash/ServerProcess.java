package io.noetl.camel.crash;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, always on the same port, that is killed and started again. */
final class ServerProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Path log;
  private final Path cache;
  private final List<String> command;
  private final int port;
  private volatile Process process;

  /**
   * A server that does not run yet.
   *
   * @param name the log's name in the work folder
   * @param java what runs it: the java command with options and class path
   * @param arguments the server's
   */
  ServerProcess(Path work, String name, List<String> java, List<String> arguments)
      throws IOException {
    this.log = work.resolve(name + ".log");
    this.cache = work.resolve("app.aot");
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    this.command = new ArrayList<>(java);
    command.add(CrashServer.class.getName());
    command.addAll(arguments);
    command.add("--server.port=" + port);
    command.add("--noetl.data-dir=" + work.resolve(name));
  }

  /** Starts it and returns; {@link #isReady} says when it serves. */
  void start(List<String> options) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(1, options);
    if (Files.exists(cache)) {
      whole.add(1, "-XX:AOTCache=" + cache);
    }
    process =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
  }

  Path log() {
    return log;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  boolean isReady() {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(URI.create(url() + "/api/health"))
                      .timeout(Duration.ofSeconds(2))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A life that ends by writing the start-up cache: the next ones begin sooner. */
  void train() throws IOException, InterruptedException {
    start(List.of("-XX:AOTCacheOutput=" + cache));
    while (isAlive() && !isReady()) {
      Thread.sleep(100);
    }
    signal("TERM");
    join();
  }

  /** Sends {@code KILL}, {@code STOP}, {@code CONT} or {@code TERM}. */
  void signal(String signal) throws IOException, InterruptedException {
    signal(process.pid(), signal);
  }

  static void signal(long pid, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
  }

  /** Waits until the process is over. */
  void join() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    Process current = process;
    if (current == null) {
      return;
    }
    current.destroy();
    try {
      if (!current.waitFor(20, TimeUnit.SECONDS)) {
        current.destroyForcibly();
      }
    } catch (InterruptedException e) {
      current.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
