package io.noetl.camel.app;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was thrown, and what caused it, with changed messages. */
record MaskedThrowable(IThrowableProxy thrown, UnaryOperator<String> texts)
    implements IThrowableProxy {

  @Override
  public @Nullable String getMessage() {
    String message = thrown.getMessage();
    return message == null ? null : texts.apply(message);
  }

  @Override
  public @Nullable String getOverridingMessage() {
    String message = thrown.getOverridingMessage();
    return message == null ? null : texts.apply(message);
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    IThrowableProxy cause = thrown.getCause();
    return cause == null ? null : new MaskedThrowable(cause, texts);
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    return Stream.of(thrown.getSuppressed())
        .map(suppressed -> new MaskedThrowable(suppressed, texts))
        .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}
