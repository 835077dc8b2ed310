package io.noetl.camel.tool.s3;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.http.GuardedNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Reads a bucket, by signed requests that go where the guard lets them. Redirects are not followed:
 * what answers with one says which region or endpoint the credential should have.
 */
public final class S3Bucket implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout ANSWER = Timeout.ofSeconds(60);
  private static final int LONGEST_ERROR = 1 << 16;

  private final S3Target target;
  private final ExecutionProfile profile;
  private final CloseableHttpClient client;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity identity;
  private final S3Xml xml = new S3Xml();

  /** A bucket, as far as the profile and the guard let it be reached. */
  public S3Bucket(S3Target target, OutboundGuard guard, ExecutionProfile profile) {
    this.target = target;
    this.profile = profile;
    this.identity =
        target.token() == null
            ? AwsCredentialsIdentity.create(target.keyId(), target.secret())
            : AwsSessionCredentialsIdentity.create(target.keyId(), target.secret(), target.token());
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new GuardedNames(guard.allowing(target.servers()), profile))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(ANSWER).build())
            .setUserAgent("noetl-camel")
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .build();
  }

  /**
   * Objects whose names begin with a text, a thousand at a time.
   *
   * @param flat whether those behind a further slash are left out
   * @param token of the page before; null for the first
   */
  public S3Page list(String prefix, boolean flat, @Nullable String token) throws IOException {
    SdkHttpRequest.Builder request =
        request(target.base())
            .putRawQueryParameter("list-type", "2")
            .putRawQueryParameter("encoding-type", "url")
            .putRawQueryParameter("prefix", prefix);
    if (flat) {
      request.putRawQueryParameter("delimiter", "/");
    }
    if (token != null) {
      request.putRawQueryParameter("continuation-token", token);
    }
    return send(request, xml::page);
  }

  /**
   * The first bytes of an object.
   *
   * @param etag of the content that is asked for
   * @return empty where the object has gone, or has another content by now
   */
  public Optional<byte[]> read(String key, String etag, int most) throws IOException {
    SdkHttpRequest.Builder request =
        request(target.base() + SdkHttpUtils.urlEncodeIgnoreSlashes(key))
            .putHeader("If-Match", "\"" + etag + "\"");
    try {
      return Optional.of(send(request, body -> body.readNBytes(most)));
    } catch (S3Refusal e) {
      if (e.status() == 404 || e.status() == 412) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private SdkHttpRequest.Builder request(String path) {
    int port = target.server().getPort();
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.GET)
        .protocol(target.server().getScheme())
        .host(target.server().getHost())
        .port(port < 0 ? null : port)
        .encodedPath(path);
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  private <T> T send(SdkHttpRequest.Builder asked, Reader<T> reader) throws IOException {
    SdkHttpRequest request = asked.build();
    check(request.host(), request.port());
    SdkHttpRequest signed =
        signer
            .sign(
                r ->
                    r.identity(identity)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, target.region())
                        // a name is signed as it is sent: S3 neither encodes it again nor shortens
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
            .request();
    HttpGet get = new HttpGet(signed.getUri());
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> get.addHeader(name, value));
              }
            });
    try {
      return client.execute(get, response -> read(response, reader));
    } catch (OutboundGuard.Denied e) {
      throw new IOException(e.getMessage(), e);
    } catch (UnknownHostException e) {
      throw new IOException("The host '%s' is unknown".formatted(request.host()), e);
    }
  }

  private void check(String host, int port) throws IOException {
    if (profile.restricted() && !profile.mayCall(host, port)) {
      throw new IOException(ExecutionProfile.closed(host, port));
    }
  }

  private <T> T read(ClassicHttpResponse response, Reader<T> reader) throws IOException {
    try (InputStream body =
        response.getEntity() == null
            ? InputStream.nullInputStream()
            : response.getEntity().getContent()) {
      if (response.getCode() == 200) {
        return reader.read(body);
      }
      throw refusal(response.getCode(), body.readNBytes(LONGEST_ERROR));
    }
  }

  private S3Refusal refusal(int status, byte[] answer) {
    String why;
    try {
      Map<String, String> error = xml.error(new ByteArrayInputStream(answer));
      why =
          "%s %s%s"
              .formatted(
                  error.getOrDefault("Code", ""),
                  error.getOrDefault("Message", ""),
                  error.containsKey("Endpoint") ? " (" + error.get("Endpoint") + ")" : "");
    } catch (IOException e) {
      why = "";
    }
    return new S3Refusal(status, "%s answers %d %s".formatted(target, status, why.strip()).strip());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
