package io.noetl.camel.tool.notify;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.store.notice.NoticeStore.Notice;
import java.util.List;
import java.util.Optional;

/** Those who are told. */
@FunctionalInterface
public interface Receivers {
  /**
   * Tells a receiver.
   *
   * @param receiver the name of the credential that says whom, and how
   * @param notices all in one message
   * @param profile what may be reached
   * @return why it was not told; empty where it was
   */
  Optional<String> send(String receiver, List<Notice> notices, ExecutionProfile profile)
      throws InterruptedException;
}
