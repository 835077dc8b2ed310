package io.noetl.camel.tool.notify;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.store.notice.NoticeStore.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is due, receiver by receiver: all of a receiver in one message, a failing one again
 * and again, later each time. What goes wrong here never touches an execution.
 */
public final class Notices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration KEEP = Duration.ofDays(30);
  private static final int MOST_TRIES = 12;
  private static final int FORGET_EVERY = 1_800;
  private static final int LONGEST_ERROR = 1_000;

  private final NoticeStore store;
  private final Receivers receivers;
  private final ExecutionProfiles profiles;
  private final Duration every;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-notices").factory());
  private int looks;

  /**
   * Of a server.
   *
   * @param every a receiver is told no more often
   */
  public Notices(
      NoticeStore store, Receivers receivers, ExecutionProfiles profiles, Duration every) {
    this.store = store;
    this.receivers = receivers;
    this.profiles = profiles;
    this.every = every;
  }

  /** Begins to look. */
  public void start() {
    thread.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Map<String, List<Notice>> due = new LinkedHashMap<>();
      List<Long> unwanted = new ArrayList<>();
      for (Notice notice : store.take(every)) {
        if (notice.wanted()) {
          String group = notice.receiver() + (notice.restricted() ? " restricted" : "");
          due.computeIfAbsent(group, none -> new ArrayList<>()).add(notice);
        } else {
          unwanted.add(notice.id());
        }
      }
      if (!unwanted.isEmpty()) {
        store.ended(unwanted, "dropped", null);
      }
      for (List<Notice> notices : due.values()) {
        tell(notices);
      }
      if (looks++ % FORGET_EVERY == 0) {
        store.forget(KEEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Notices stay for the next look: {}", e.getMessage());
    }
  }

  private void tell(List<Notice> notices) throws InterruptedException {
    Notice first = notices.getFirst();
    ExecutionProfile profile = profiles.of(first.path(), first.restricted());
    List<Long> ids = notices.stream().map(Notice::id).toList();
    Optional<String> why = receivers.send(first.receiver(), notices, profile);
    if (why.isEmpty()) {
      store.ended(ids, "sent", null);
      return;
    }
    String error =
        why.get().length() > LONGEST_ERROR ? why.get().substring(0, LONGEST_ERROR) : why.get();
    int tries = notices.stream().mapToInt(Notice::attempts).max().orElse(1);
    if (tries >= MOST_TRIES) {
      LOG.warn("Receiver {} is not told any more: {}", first.receiver(), error);
      store.ended(ids, "failed", error);
    } else {
      store.again(ids, pause(tries), error);
    }
  }

  private static Duration pause(int tries) {
    Duration pause = FIRST_WAIT.multipliedBy(1L << Math.min(20, tries - 1));
    return pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
