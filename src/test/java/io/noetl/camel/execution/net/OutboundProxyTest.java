package io.noetl.camel.execution.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy for engines that call servers by themselves. */
class OutboundProxyTest {
  private static final String LOGIN =
      "Proxy-Authorization: Basic "
          + Base64.getEncoder().encodeToString("noetl:secret".getBytes(StandardCharsets.UTF_8))
          + "\r\n";

  private final OutboundGuard guard =
      new OutboundGuard(
          name -> List.of(InetAddress.getByName(name.equals("files") ? "127.0.0.1" : name)),
          false,
          List.of());
  private final OutboundProxy proxy = new OutboundProxy(() -> "secret");
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String seen =
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().keySet()
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, seen.length());
            exchange.getResponseBody().write(seen.getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    proxy.login(() -> guard.allowing(Set.of(new HostPort("files", port()))));
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void aRequestGoesToItsServerWithoutWhatIsForTheProxy() throws IOException {
    String reply =
        send(
            "POST http://files:%d/a%%20b?c=d HTTP/1.1\r\nHost: files\r\nContent-Length: 4\r\n"
                    .formatted(port())
                + LOGIN
                + "\r\nbody");

    assertThat(reply)
        .startsWith("HTTP/1.1 200")
        .contains("POST /a%20b?c=d ")
        .endsWith("body")
        .doesNotContain("Proxy-authorization");
  }

  @Test
  void aTunnelLeadsToItsServer() throws IOException {
    String reply =
        send(
            "CONNECT files:%d HTTP/1.1\r\n".formatted(port())
                + LOGIN
                + "\r\nGET /through HTTP/1.1\r\nHost: files\r\nConnection: close\r\n\r\n");

    assertThat(reply).startsWith("HTTP/1.1 200 Connection established").contains("GET /through");
  }

  @Test
  void whatTheGuardDeniesIsNotCalled() throws IOException {
    for (String line :
        List.of(
            "GET http://127.0.0.1:%d/ HTTP/1.1".formatted(port()),
            "CONNECT 127.0.0.1:%d HTTP/1.1".formatted(port()),
            "GET http://files:%d/ HTTP/1.1".formatted(port() + 1),
            "GET http://files/ HTTP/1.1",
            "GET http://[::ffff:169.254.169.254]/latest HTTP/1.1")) {
      assertThat(send(line + "\r\n" + LOGIN + "\r\n")).as(line).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void othersOfTheMachineAreNotServedNorIsWhatIsNoRequest() throws IOException {
    assertThat(send("GET http://files:%d/ HTTP/1.1\r\n\r\n".formatted(port())))
        .startsWith("HTTP/1.1 407");
    assertThat(send("GET / HTTP/1.1\r\n" + LOGIN + "\r\n")).startsWith("HTTP/1.1 400");
    assertThat(send("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String send(String request) throws IOException {
    InetSocketAddress address = proxy.address();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
