package io.noetl.camel.cli;

import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.cli.output.Console;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server that answers as told and remembers what it was asked, and a user who runs noetlctl. */
public final class FakeServer implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, List<Answer>> answers = new HashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> environment = new HashMap<>();

  private record Answer(int status, String body) {}

  /**
   * What a command left behind.
   *
   * @param exitCode its exit code
   * @param out its data
   * @param err its talk
   */
  public record Ran(int exitCode, String out, String err) {}

  public FakeServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(body.isEmpty() ? call : call + " " + body);
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            Answer answer =
                type != null && type.contains("form")
                    ? new Answer(422, "{\"detail\": \"Content-Type is " + type + "\"}")
                    : next(call);
            byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    http.start();
  }

  /** The last answer to a call is given again and again. */
  private synchronized Answer next(String call) {
    List<Answer> left = answers.getOrDefault(call, List.of());
    if (left.isEmpty()) {
      return new Answer(404, "{\"detail\": \"Not Found\"}");
    }
    return left.size() == 1 ? left.getFirst() : left.removeFirst();
  }

  /** Sets the answers to a call, like {@code GET /api/health}, in turn. */
  public synchronized FakeServer answers(String call, int status, String... bodies) {
    answers.put(
        call, new ArrayList<>(Stream.of(bodies).map(body -> new Answer(status, body)).toList()));
    return this;
  }

  /** Sets an environment variable of the user. */
  public FakeServer with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** What was asked: method, path, body. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Runs a command against this server. */
  public Ran run(String... args) {
    return runAnywhere(
        Stream.concat(Stream.of("--server-url", url()), Stream.of(args)).toArray(String[]::new));
  }

  /** Runs a command that finds its server by itself. */
  public Ran runAnywhere(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = Console.of(environment, out, err);
    int exitCode = NoetlCtl.execute(console, environment, args);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
