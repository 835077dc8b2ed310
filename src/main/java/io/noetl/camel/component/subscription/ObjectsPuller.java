package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.execution.trigger.SeenObjects;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.store.Storable;
import io.noetl.camel.tool.s3.S3Bucket;
import io.noetl.camel.tool.s3.S3Object;
import io.noetl.camel.tool.s3.S3Page;
import io.noetl.camel.tool.s3.S3Refusal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a bucket. It looks through all of them, page by page, and gives those that are not
 * known with the content that they have; they are known when their starts are recorded. What is not
 * in the bucket any more is forgotten.
 */
final class ObjectsPuller implements Puller {
  private static final int FORBIDDEN = 403;

  private final Held held;
  private final PullSource.Objects source;
  private final S3Bucket bucket;
  private final PullStore store;
  private final SeenObjects seen;
  private final Clock clock;
  private final Looks looks;
  private final ObjectNames names;
  private final Deque<S3Object> waiting = new ArrayDeque<>();
  private final Set<String> given = new HashSet<>();
  private @Nullable String token;
  private @Nullable String after;
  private boolean inOrder = true;
  private boolean begun;

  /** A puller, which closes the bucket. */
  ObjectsPuller(
      Held held,
      PullSource.Objects source,
      S3Bucket bucket,
      PullStore store,
      SeenObjects seen,
      Clock clock) {
    this.held = held;
    this.source = source;
    this.bucket = bucket;
    this.store = store;
    this.seen = seen;
    this.clock = clock;
    this.looks = new Looks(held, source.every(), clock);
    this.names = new ObjectNames(source.prefix(), source.include());
  }

  @Override
  public Batch poll(Duration patience) throws IOException, InterruptedException {
    if (waiting.isEmpty() && !begun && !looks.isDue(patience)) {
      return Batch.NONE;
    }
    if (waiting.isEmpty()) {
      look();
    }
    List<Arrival> arrivals = new ArrayList<>();
    Map<String, String> etags = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    while (!waiting.isEmpty() && arrivals.size() < held.batch()) {
      S3Object object = waiting.poll();
      Arrival arrival = arrival(object);
      if (arrival != null) {
        arrivals.add(arrival);
        etags.put(name(object.key()), object.etag());
        keys.add(key(object));
      }
    }
    if (arrivals.isEmpty()) {
      return Batch.NONE;
    }
    given.addAll(keys);
    return new Batch(
        arrivals,
        () -> {
          taken(etags);
          keys.forEach(given::remove);
        });
  }

  private void look() throws IOException {
    S3Page page = bucket.list(names.listed(), names.isFlat(), token);
    List<String> there = page.objects().stream().map(object -> name(object.key())).toList();
    Map<String, String> etags = new LinkedHashMap<>();
    Instant latest = clock.instant().minusMillis((long) (source.settled() * 1000));
    for (S3Object object : page.objects()) {
      if (names.takes(object.key()) && !object.modified().isAfter(latest)) {
        etags.put(name(object.key()), object.etag());
      }
    }
    Set<String> known = etags.isEmpty() ? Set.of() : seen.known(held.id(), etags);
    for (S3Object object : page.objects()) {
      String name = name(object.key());
      if (etags.containsKey(name) && !known.contains(name) && !given.contains(key(object))) {
        waiting.add(object);
      }
    }
    forget(there, page.next() == null);
    token = page.next();
    begun = token != null;
    if (!begun) {
      after = null;
      inOrder = true;
      looks.looked();
    }
    store.lag(held.id(), held.epoch(), waiting.size());
  }

  /** What should have been in this page is gone; a server that lists in no order does not tell. */
  private void forget(List<String> there, boolean last) {
    String before = after;
    for (String name : there) {
      inOrder &= after == null || compare(after, name) < 0;
      after = name;
    }
    if (inOrder && (last || !there.isEmpty())) {
      seen.gone(
          held.id(), name(names.listed()), names.isFlat(), before, last ? null : after, there);
    }
  }

  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private void taken(Map<String, String> etags) {
    if (!seen.taken(held.id(), held.epoch(), etags)) {
      throw new Held.LetGo(held.document().path());
    }
    store.lag(held.id(), held.epoch(), waiting.size());
  }

  /** Null where it has gone, or is another by now: the next look sees that. */
  private @Nullable Arrival arrival(S3Object object) throws IOException {
    String key = object.key();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("name", key.substring(key.lastIndexOf('/') + 1));
    body.put("path", "s3://" + source.bucket() + "/" + key);
    body.put("size", object.size());
    body.put("modified_at", object.modified().toString());
    body.put("etag", object.etag());
    String refusal = null;
    if (source.reads()) {
      if (object.size() > FilesPuller.LONGEST_TEXT) {
        refusal = FilesPuller.tooLong(object.size());
      } else {
        try {
          byte[] bytes = bucket.read(key, object.etag(), FilesPuller.LONGEST_TEXT).orElse(null);
          if (bytes == null) {
            return null;
          }
          body.put("content", FilesPuller.text(bytes));
        } catch (CharacterCodingException e) {
          refusal = FilesPuller.NO_TEXT;
        } catch (S3Refusal e) {
          if (e.status() != FORBIDDEN) {
            throw e;
          }
          refusal = "The credential may not read the object: " + e.getMessage();
        }
      }
    }
    return new Arrival(
        // one that was deleted and comes again is another, with the same content, too
        key(object) + " " + object.modified(),
        new Message(
            body,
            Map.of(),
            Map.of(),
            Map.of("bucket", source.bucket(), "prefix", source.prefix(), "key", key)),
        refusal);
  }

  private String key(S3Object object) {
    return "s3://%s/%s %s".formatted(source.bucket(), object.key(), object.etag());
  }

  private String name(String key) {
    return Storable.text(source.bucket() + "/" + key);
  }

  @Override
  public void close() throws IOException {
    bucket.close();
  }
}
