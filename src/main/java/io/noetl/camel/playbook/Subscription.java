package io.noetl.camel.playbook;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document of {@code kind: Subscription}: what starts a playbook from outside.
 *
 * @param path its catalog path
 * @param source what its messages are
 * @param dispatch which playbook each of them starts
 * @param dedupKey a template that gives two messages that are one the same text; null where each is
 *     its own, empty where the body is the key
 * @param limits how many messages are taken
 * @param continuous whether it is active from its registration on
 */
public record Subscription(
    String path,
    Source source,
    Dispatch dispatch,
    @Nullable String dedupKey,
    Limits limits,
    boolean continuous) {

  /**
   * How many messages are taken.
   *
   * @param perMinute in a minute; 0 for no limit
   * @param inFlight executions that are open at a time; 0 for no limit
   */
  public record Limits(int perMinute, int inFlight) {
    /** As many as come. */
    public static final Limits NONE = new Limits(0, 0);
  }

  /** What brings messages. */
  public sealed interface Source permits Webhook, Execution, PullSource {}

  /**
   * A POST to {@code /api/hooks/{path}}.
   *
   * @param path below {@code /api/hooks/}
   * @param verification how the sender shows who it is
   * @param answersResult whether the sender gets the execution's result in place of its id
   * @param seconds how long the sender waits for a result
   */
  public record Webhook(
      String path, Verification verification, boolean answersResult, double seconds)
      implements Source {}

  /**
   * Executions that have ended.
   *
   * @param playbook a glob of catalog paths
   * @param statuses the ends that count: COMPLETED, FAILED, CANCELLED
   */
  public record Execution(String playbook, Set<String> statuses) implements Source {}

  /** How a sender shows who it is. */
  public sealed interface Verification {}

  /** By a key of this server, as for every other call. */
  public record ApiKey() implements Verification {}

  /** Not at all: whoever reaches the address may start the playbook. */
  public record Nobody() implements Verification {}

  /**
   * By a token in {@code Authorization: Bearer …}.
   *
   * @param credential the stored credential with the token
   */
  public record Bearer(String credential) implements Verification {}

  /**
   * By an HMAC-SHA256 of the body.
   *
   * @param credential the stored credential with the secret
   * @param header where the signature stands
   * @param prefix what stands before it
   * @param base64 whether it is base64 in place of hexadecimal digits
   * @param signed the text that is signed, with {@code {body}} and {@code {timestamp}} in it
   * @param timestampHeader where the time of sending stands, in Unix seconds; null for none
   * @param toleranceSeconds how far that time may be from now
   */
  public record Hmac(
      String credential,
      String header,
      String prefix,
      boolean base64,
      String signed,
      @Nullable String timestampHeader,
      long toleranceSeconds)
      implements Verification {}

  /**
   * What a message starts.
   *
   * @param playbook catalog path
   * @param version null for the latest
   * @param envelope whether the payload is the whole message: body, headers, and where it is from
   * @param payload templates of the payload; null for the message itself
   * @param batch how many messages start one execution together; null for one each
   */
  public record Dispatch(
      String playbook,
      @Nullable Integer version,
      boolean envelope,
      @Nullable Map<String, @Nullable Object> payload,
      @Nullable Batch batch) {

    /** One execution for each message. */
    public Dispatch(
        String playbook,
        @Nullable Integer version,
        boolean envelope,
        @Nullable Map<String, @Nullable Object> payload) {
      this(playbook, version, envelope, payload, null);
    }
  }

  /**
   * Messages that start one execution.
   *
   * @param size how many at most
   * @param seconds how long it waits for more after the first one has come
   */
  public record Batch(int size, double seconds) {}
}
