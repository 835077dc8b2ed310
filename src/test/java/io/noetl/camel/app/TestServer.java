package io.noetl.camel.app;

import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.testing.SharedPython;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server with a database of its own, on a free port. */
final class TestServer implements AutoCloseable {
  /** For tests that look at Hawtio, one at a time: its MBeans are there once in a JVM. */
  static final String WITH_HAWTIO = "--spring.autoconfigure.exclude=";

  /** For tests that look at Camel's MBeans, one at a time: their names are those of one context. */
  static final String WITH_JMX = "--camel.main.jmx-enabled=true";

  /** What a test does not look at is not made, and not waited for: it may still ask for it. */
  private static final String[] QUICK = {
    "noetl.python.warm=0",
    "camel.main.jmx-enabled=false",
    // what is under way when a server is closed goes on elsewhere
    "camel.main.shutdown-timeout=1",
    "spring.datasource.hikari.minimum-idle=1",
    "spring.autoconfigure.exclude="
        + "io.hawt.springboot.HawtioEndpointAutoConfiguration,"
        + "io.hawt.springboot.HawtioLogAutoConfiguration,"
        + "org.jolokia.support.spring.actuator.JolokiaWebEndpointAutoConfiguration"
  };

  /** None when it is closed: test classes keep their server, and would keep all of its beans. */
  private @Nullable ConfigurableApplicationContext context;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Json json = new Json();
  private final TestDatabase database;

  private TestServer(
      Class<?>[] sources,
      TestDatabase database,
      Path data,
      List<String> properties,
      Object... given) {
    this.database = database;
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("pythonCodeCache", SharedPython.CODE);
    for (Object bean : given) {
      beans.put(bean.getClass().getName(), bean);
    }
    List<String> arguments = new ArrayList<>(properties);
    arguments.add("--server.port=0");
    arguments.add("--spring.datasource.url=" + database.url());
    arguments.add("--spring.datasource.username=postgres");
    arguments.add("--spring.datasource.password=postgres");
    arguments.add("--spring.jmx.enabled=false");
    arguments.add("--noetl.data-dir=" + data);
    this.context =
        new SpringApplicationBuilder(sources)
            .properties(QUICK)
            .initializers(context -> beans.forEach(context.getBeanFactory()::registerSingleton))
            .run(arguments.toArray(String[]::new));
  }

  static TestServer start(Path data, String... properties) {
    return new TestServer(
        new Class<?>[] {NoetlCamelApplication.class},
        TestDatabase.migrated(),
        data,
        List.of(properties));
  }

  /** A server that is watched. */
  static TestServer start(Path data, CallObserver observer, String... properties) {
    return new TestServer(
        new Class<?>[] {NoetlCamelApplication.class},
        TestDatabase.migrated(),
        data,
        List.of(properties),
        observer);
  }

  /** A server that runs nothing: the API and its doors, quicker to start. */
  static TestServer startWithFakeEngine(Path data, String... properties) {
    return new TestServer(
        new Class<?>[] {NoetlCamelApplication.class, FakeEngine.class},
        TestDatabase.migrated(),
        data,
        List.of(properties));
  }

  /** Another server on the database of this one. */
  TestServer sibling(Path data, String... properties) {
    return new TestServer(
        new Class<?>[] {NoetlCamelApplication.class}, database, data, List.of(properties));
  }

  TestDatabase database() {
    return database;
  }

  <T> T bean(Class<T> type) {
    return context().getBean(type);
  }

  int port() {
    return ((ServletWebServerApplicationContext) context()).getWebServer().getPort();
  }

  /** Waits, so long at most, until the server says that an execution has ended. */
  boolean isEnded(String execution, Duration most) throws InterruptedException {
    try {
      bean(Executions.class)
          .end(Long.parseLong(execution))
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  Reply get(String path) {
    return send(request("GET", path, null));
  }

  Reply post(String path, @Nullable Object body) {
    return send(request("POST", path, body));
  }

  Reply call(String method, String path, @Nullable Object body) {
    return send(request(method, path, body));
  }

  HttpRequest.Builder request(String method, String path, @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(
                        body instanceof String text ? text : json.write(body)));
    return body == null ? request : request.header("Content-Type", "application/json");
  }

  Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response.headers().map(), json);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ConfigurableApplicationContext open = context;
    context = null;
    if (open != null) {
      open.close();
    }
  }

  private ConfigurableApplicationContext context() {
    return Objects.requireNonNull(context, "the server is closed");
  }

  /** An answer of the server. */
  record Reply(int status, String text, Map<String, List<String>> headers, Json json) {
    @Nullable Object value() {
      return json.read(text);
    }

    @SuppressWarnings("unchecked") // the test knows that it is an object
    Map<String, Object> object() {
      return (Map<String, Object>) (Map<?, ?>) json.readObject(text);
    }
  }
}
