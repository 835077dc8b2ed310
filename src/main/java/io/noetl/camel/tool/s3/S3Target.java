package io.noetl.camel.tool.s3;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.credential.OpenCredential;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, and who asks for it. The fields of the credential are those that DuckDB's secrets are
 * made of.
 *
 * @param bucket its name
 * @param server the scheme, host and port that are called
 * @param base what stands before an object's name in a path: the bucket, unless the host names it
 * @param region of the signature
 * @param keyId names the key
 * @param secret signs
 * @param token of a session; null for none
 * @param servers those that the stored credential opens
 */
public record S3Target(
    String bucket,
    URI server,
    String base,
    String region,
    String keyId,
    String secret,
    @Nullable String token,
    Set<HostPort> servers) {
  private static final String REGION = "us-east-1";

  /**
   * A bucket as a credential opens it.
   *
   * @throws IOException when the credential lacks what is needed
   */
  public static S3Target of(String bucket, OpenCredential credential) throws IOException {
    String region =
        Optional.ofNullable(credential.text("region", "region_name", "aws_region")).orElse(REGION);
    String endpoint = credential.text("endpoint", "endpoint_url");
    boolean named = endpoint == null ? !bucket.contains(".") : isVirtual(credential);
    URI server = server(credential, endpoint, region);
    return new S3Target(
        bucket,
        named
            ? URI.create(server.getScheme() + "://" + bucket + "." + server.getRawAuthority())
            : server,
        named ? "/" : "/" + bucket + "/",
        region,
        needed(credential, "key_id", "access_key_id", "aws_access_key_id"),
        needed(credential, "secret_key", "secret", "secret_access_key", "aws_secret_access_key"),
        credential.text("session_token", "aws_session_token"),
        credential.servers());
  }

  private static boolean isVirtual(OpenCredential credential) {
    return "vhost".equals(credential.text("url_style"));
  }

  private static URI server(OpenCredential credential, @Nullable String endpoint, String region)
      throws IOException {
    String plain = "false".equals(credential.text("use_ssl")) ? "http://" : "https://";
    String text =
        endpoint == null
            ? "https://s3." + region + ".amazonaws.com"
            : endpoint.contains("://") ? endpoint : plain + endpoint;
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
      }
    } catch (IllegalArgumentException e) {
      // it is told below
    }
    throw new IOException(
        "The credential '%s' has an endpoint that is no address (expected: https://host:port)"
            .formatted(credential.name()));
  }

  private static String needed(OpenCredential credential, String... fields) throws IOException {
    String text = credential.text(fields);
    if (text == null) {
      throw new IOException(
          "The credential '%s' of type %s has no '%s' (expected: one of type s3 with key_id and secret_key)"
              .formatted(credential.name(), credential.type(), fields[0]));
    }
    return text;
  }

  /** Where it is, without who asks for it. */
  @Override
  public String toString() {
    return "s3://" + bucket + " at " + server;
  }
}
