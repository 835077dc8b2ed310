package io.noetl.camel.api;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.LogLine;
import io.noetl.camel.store.secret.SecretMask;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** A log as the text of a file, page by page: time, step, stream and line, with tabs between. */
final class LogFile implements Iterator<String> {
  private final LongFunction<List<LogLine>> following;
  private final SecretMask mask;
  private long last;
  private boolean ended;

  /**
   * A file.
   *
   * @param following the lines behind a log id; none behind the last
   */
  LogFile(LongFunction<List<LogLine>> following, SecretMask mask) {
    this.following = following;
    this.mask = mask;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public String next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    List<LogLine> lines = following.apply(last);
    if (lines.isEmpty()) {
      ended = true;
      return "";
    }
    last = lines.getLast().logId();
    StringBuilder text = new StringBuilder();
    for (LogLine line : lines) {
      text.append(IsoTime.zulu(line.createdAt()))
          .append('\t')
          .append(line.step())
          .append('\t')
          .append(line.stream())
          .append('\t')
          .append(mask.text(line.line()))
          .append('\n');
    }
    return text.toString();
  }
}
