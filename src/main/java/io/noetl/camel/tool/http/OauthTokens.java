package io.noetl.camel.tool.http;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.OpenCredential;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Access tokens by the client-credentials grant, kept until shortly before they expire. */
final class OauthTokens {

  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final int MOST = 256;

  private final OauthTokenRequest request;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<OpenCredential, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

  OauthTokens(OauthTokenRequest request, InstantSource clock) {
    this.request = request;
    this.clock = clock;
  }

  /**
   * A token.
   *
   * @param value what to send
   * @param life how long it is good
   */
  record Token(String value, Duration life) {}

  /** A token that is good for the next seconds; callers that need the same one wait for it. */
  String of(OpenCredential credential, HttpOptions options)
      throws ToolFailure, InterruptedException {
    Slot slot = slot(credential);
    slot.fetching.lockInterruptibly();
    try {
      String value = slot.value;
      if (value == null || !clock.instant().isBefore(slot.expires)) {
        Token token = request.send(credential, options);
        value = token.value();
        slot.value = value;
        slot.expires = clock.instant().plus(token.life()).minus(MARGIN);
      }
      return value;
    } finally {
      slot.fetching.unlock();
    }
  }

  /** Asks for a new token at the next use: a server refused this one. */
  void forget(OpenCredential credential) {
    lock.lock();
    try {
      slots.remove(credential);
    } finally {
      lock.unlock();
    }
  }

  private Slot slot(OpenCredential credential) {
    lock.lock();
    try {
      Slot slot = slots.computeIfAbsent(credential, _ -> new Slot());
      if (slots.size() > MOST) {
        slots.remove(slots.keySet().iterator().next());
      }
      return slot;
    } finally {
      lock.unlock();
    }
  }

  private static final class Slot {
    private final ReentrantLock fetching = new ReentrantLock();
    private @Nullable String value;
    private Instant expires = Instant.MIN;
  }
}
