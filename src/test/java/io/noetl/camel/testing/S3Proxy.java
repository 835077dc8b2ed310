package io.noetl.camel.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** A real server of S3 in a process of its own, which keeps its objects in a folder. */
public final class S3Proxy implements AutoCloseable {
  private static final String KEY = "noetl-key";
  private static final String SECRET = "secret-of-the-bucket-77";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final Path configuration;
  private final Path log;
  private final int port;
  private Process process;

  /** Starts one. */
  public S3Proxy(Path folder) throws IOException {
    this.port = free();
    this.configuration = folder.resolve("s3proxy.conf");
    this.log = folder.resolve("s3proxy.log");
    Files.writeString(
        configuration,
        """
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.endpoint=%s
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        jclouds.identity=local
        jclouds.credential=local
        """
            .formatted(endpoint(), KEY, SECRET, Files.createDirectories(folder.resolve("data"))));
    start();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts it again. */
  public void start() throws IOException {
    List<String> command = JavaCommand.with("target/s3proxy/s3proxy.jar", "-Xmx256m");
    command.addAll(List.of("org.gaul.s3proxy.Main", "--properties", configuration.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // names of objects are names of files
    builder.environment().put("LC_ALL", "C.UTF-8");
    process = builder.redirectOutput(Redirect.appendTo(log.toFile())).start();
    Awaitility.await("s3proxy, see " + log)
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .until(() -> send(SdkHttpMethod.GET, "/", new byte[0]).statusCode() == 200);
  }

  /** Ends it as a machine does that is switched off. */
  public void stop() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The credential of who may read and write. */
  public Map<String, Object> credential() {
    return Map.of("key_id", KEY, "secret_key", SECRET, "endpoint", endpoint());
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    done(send(SdkHttpMethod.PUT, "/" + name, new byte[0]));
  }

  /** Writes an object. */
  public void put(String bucket, String key, String text) {
    done(send(SdkHttpMethod.PUT, path(bucket, key), text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Deletes an object. */
  public void delete(String bucket, String key) {
    done(send(SdkHttpMethod.DELETE, path(bucket, key), new byte[0]));
  }

  /** Whether there is an object. */
  public boolean has(String bucket, String key) {
    return send(SdkHttpMethod.HEAD, path(bucket, key), new byte[0]).statusCode() == 200;
  }

  private static String path(String bucket, String key) {
    return "/" + bucket + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
  }

  private static void done(HttpResponse<String> reply) {
    if (reply.statusCode() >= 300) {
      throw new IllegalStateException(reply.statusCode() + " " + reply.body());
    }
  }

  private HttpResponse<String> send(SdkHttpMethod method, String path, byte[] body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(method)
            .uri(URI.create(endpoint()))
            .encodedPath(path)
            .build();
    SdkHttpRequest signed =
        signer
            .sign(
                r ->
                    r.identity(AwsCredentialsIdentity.create(KEY, SECRET))
                        .request(request)
                        .payload(
                            ContentStreamProvider.fromInputStream(new ByteArrayInputStream(body)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
            .request();
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(signed.getUri())
            .method(
                method.name(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                sent.header(name, values.getFirst());
              }
            });
    try {
      return client.send(sent.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
