package io.noetl.camel.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/**
 * Stands in front of all that the log is written to, with whatever pattern: messages and stack
 * traces are written without secrets, and on lines that look like no others: what a caller sent
 * adds no line of its own, and drives no terminal.
 */
final class MaskedLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final String INDENTED = "\n    ";

  private final AppenderAttachableImpl<ILoggingEvent> written = new AppenderAttachableImpl<>();
  private final UnaryOperator<String> mask;

  private MaskedLog(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  /** Takes the place of a logger's appenders. */
  static void before(Logger root, UnaryOperator<String> mask) {
    MaskedLog log = new MaskedLog(mask);
    log.setContext(root.getLoggerContext());
    log.setName("masked");
    for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
      log.written.addAppender(all.next());
    }
    log.written.iteratorForAppenders().forEachRemaining(root::detachAppender);
    log.start();
    root.addAppender(log);
  }

  @Override
  protected void append(ILoggingEvent event) {
    written.appendLoopOnAppenders(new MaskedEvent(event, text -> shown(mask.apply(text))));
  }

  @Override
  public void stop() {
    super.stop();
    written.iteratorForAppenders().forEachRemaining(Appender::stop);
  }

  private static String shown(String text) {
    int i = 0;
    while (i < text.length() && !isHidden(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.substring(0, i));
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append(INDENTED);
      } else if (isHidden(c)) {
        shown.append("\\u%04x".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  private static boolean isHidden(char c) {
    return (Character.isISOControl(c) && c != '\t')
        || Character.getType(c) == Character.FORMAT
        || c == 0x2028
        || c == 0x2029;
  }
}
