package io.noetl.camel.cli.local;

import io.noetl.camel.app.ProcessEnd;
import io.noetl.camel.cli.output.Console;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Breaks a start off, in one line, when the process is told to stop meanwhile. Spring would go on
 * to the start's end, and then report what fails of an application that is closed already; a
 * database that is only just being started would outlive the process.
 */
final class StartBroken implements BeanPostProcessor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StartBroken.class);

  private final Thread hook;
  private volatile boolean stopping;
  private volatile @Nullable CompletableFuture<EmbeddedDatabase> database;

  private StartBroken(Console console) {
    this.hook =
        new Thread(
            () -> {
              stopping = true;
              console.say("Told to stop before the server was ready: stops.");
              quiet();
              closeDatabase();
            },
            "start-broken");
  }

  /** Watches until it is closed. */
  static StartBroken watch(Console console) {
    StartBroken broken = new StartBroken(console);
    if (ProcessEnd.hasBegun()) {
      broken.stopping = true;
    } else {
      Runtime.getRuntime().addShutdownHook(broken.hook);
    }
    return broken;
  }

  /**
   * Starts a database. A stop that comes before {@link #handedOver} waits until it has started, and
   * closes it; this method does not return then.
   */
  EmbeddedDatabase start(Supplier<EmbeddedDatabase> start) {
    CompletableFuture<EmbeddedDatabase> started = new CompletableFuture<>();
    database = started;
    if (stopping) {
      database = null;
      endIfStopping();
    }
    try {
      started.complete(start.get());
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
      endIfStopping();
      throw e;
    }
    endIfStopping();
    return started.join();
  }

  /** The database is closed by another from now on. */
  void handedOver() {
    database = null;
  }

  private void closeDatabase() {
    CompletableFuture<EmbeddedDatabase> started = database;
    if (started != null) {
      started.thenAccept(EmbeddedDatabase::close).exceptionally(failed -> null).join();
    }
  }

  /** Each bean is a moment at which the start can end. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (stopping) {
      quiet();
      throw new IllegalStateException("the process is told to stop");
    }
    return bean;
  }

  /** Waits for the end of the process where it has begun: its hooks do what is left. */
  static void endIfStopping() {
    if (!ProcessEnd.hasBegun()) {
      return;
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What breaks because of the stop is not worth a line. */
  private static void quiet() {
    LoggingSystem logging = LoggingSystem.get(StartBroken.class.getClassLoader());
    for (LoggerConfiguration logger : logging.getLoggerConfigurations()) {
      if (logger.getConfiguredLevel() != null) {
        logging.setLogLevel(logger.getName(), LogLevel.OFF);
      }
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The process ends: its hooks run", e);
    }
  }
}
