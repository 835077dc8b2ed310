package io.noetl.camel.tool.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands before a mail server that knows no STARTTLS: it takes that command itself, and hands over
 * what is said behind it. Its certificate is for localhost, by an authority of its own.
 */
final class StartTlsFront implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final SSLContext tls;
  private final ServerSocket server;
  private final int behind;
  private final List<String> inClear = new CopyOnWriteArrayList<>();

  /**
   * Starts one.
   *
   * @param behind the port of the mail server
   */
  StartTlsFront(Path folder, int behind) throws Exception {
    this.folder = folder;
    this.behind = behind;
    keytool(
        "-genkeypair",
        "-alias",
        "own",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-ext",
        "bc:c");
    keytool("-exportcert", "-alias", "own", "-rfc", "-file", folder.resolve("ca.pem").toString());
    this.tls = context();
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Its authority's certificate, as PEM. */
  String ca() throws IOException {
    return Files.readString(folder.resolve("ca.pem"));
  }

  /** What was said before it was encrypted. */
  List<String> inClear() {
    return inClear;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // it has been closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      say(client, "220 front");
      String command = "";
      while (!command.equals("STARTTLS")) {
        command = line(client.getInputStream());
        inClear.add(command);
        switch (command.split(" ", 2)[0]) {
          case "EHLO" -> say(client, "250-front\r\n250 STARTTLS");
          case "STARTTLS" -> say(client, "220 go");
          default -> say(client, "530 STARTTLS first");
        }
      }
      SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
      secure.setUseClientMode(false);
      try (secure;
          Socket mails = new Socket(InetAddress.getLoopbackAddress(), behind)) {
        line(mails.getInputStream());
        Thread back = Thread.ofVirtual().start(() -> hand(mails, secure));
        hand(secure, mails);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      // the client has left
    }
  }

  private static void hand(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      // one of them has left
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Byte by byte: what comes behind the line is somebody else's. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the end");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", folder + "/keys.p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
    assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).isZero();
  }

  private SSLContext context() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
