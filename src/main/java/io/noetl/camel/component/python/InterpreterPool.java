package io.noetl.camel.component.python;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warm interpreters. The first are made in the background as soon as the pool is; more are made
 * while calls wait, up to the settings' bound, and go when nobody has needed them for a while.
 */
final class InterpreterPool implements PythonInterpreter {
  private static final Logger LOG = LoggerFactory.getLogger(InterpreterPool.class);
  private static final Duration KEEP_UNUSED = Duration.ofMinutes(1);

  private final PythonSettings settings;
  private final InterpreterFactory factory;
  private final InstantSource clock;
  private final BlockingDeque<Idle> idle = new LinkedBlockingDeque<>();
  private final Set<PooledInterpreter> busy = ConcurrentHashMap.newKeySet();
  private int total;
  private int starting;
  private boolean closed;

  private record Idle(PooledInterpreter interpreter, Instant since) {}

  InterpreterPool(PythonSettings settings, InterpreterFactory factory, InstantSource clock) {
    this.settings = settings;
    this.factory = factory;
    this.clock = clock;
    refill();
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    PooledInterpreter interpreter = take();
    busy.add(interpreter);
    return interpreter.run(job, settings.stopWithin(), reusable -> giveBack(interpreter, reusable));
  }

  /** Those that run a job now. */
  Set<PooledInterpreter> busy() {
    return busy;
  }

  private PooledInterpreter take() throws InterruptedException {
    while (true) {
      Idle free = idle.pollFirst(settings.growAfter().toMillis(), TimeUnit.MILLISECONDS);
      if (free != null) {
        return free.interpreter();
      }
      if (mayGrow()) {
        return grow();
      }
    }
  }

  private synchronized boolean mayGrow() {
    if (closed) {
      throw new IllegalStateException("the Python engine is closed");
    }
    if (starting > 0 || total >= settings.most()) {
      return false;
    }
    total++;
    starting++;
    return true;
  }

  private PooledInterpreter grow() throws InterruptedException {
    boolean made = false;
    try {
      PooledInterpreter interpreter = factory.create();
      made = true;
      return interpreter;
    } finally {
      started(made);
    }
  }

  private synchronized void started(boolean made) {
    starting--;
    if (!made) {
      total--;
    }
  }

  private void giveBack(PooledInterpreter interpreter, boolean reusable) {
    busy.remove(interpreter);
    if (reusable && interpreter.calls() < settings.callsPerInterpreter() && !isClosed()) {
      idle.addFirst(new Idle(interpreter, clock.instant()));
      trim();
    } else {
      discardInBackground(interpreter);
    }
  }

  /** Lets the one go that nobody has needed for longest. */
  private void trim() {
    Idle oldest = idle.peekLast();
    boolean unneeded =
        oldest != null
            && isMoreThanWarm()
            && oldest.since().isBefore(clock.instant().minus(KEEP_UNUSED));
    if (unneeded && idle.removeLastOccurrence(oldest)) {
      discardInBackground(oldest.interpreter());
    }
  }

  private synchronized boolean isMoreThanWarm() {
    return total > settings.warm();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void discardInBackground(PooledInterpreter interpreter) {
    Thread.ofPlatform().daemon().name("python-close").start(() -> discard(interpreter));
  }

  private void discard(PooledInterpreter interpreter) {
    interpreter.close();
    synchronized (this) {
      total--;
    }
    refill();
  }

  /** Brings the number of interpreters up to the warm ones, in the background. */
  private synchronized void refill() {
    int missing = closed ? 0 : settings.warm() - total;
    for (int i = 0; i < missing; i++) {
      total++;
      starting++;
      Thread.ofPlatform().daemon().name("python-warm-up").start(this::warmUp);
    }
  }

  private void warmUp() {
    try {
      PooledInterpreter interpreter = grow();
      idle.addLast(new Idle(interpreter, clock.instant()));
      if (isClosed()) {
        closeIdle();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // the next call tries again, and fails with this cause if it is still there
      if (!isClosed()) {
        LOG.warn("No Python interpreter could be made ready: {}", e.getMessage());
      }
    }
  }

  private void closeIdle() {
    List<Idle> free = new ArrayList<>();
    idle.drainTo(free);
    free.forEach(one -> one.interpreter().close());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    closeIdle();
    busy.forEach(PooledInterpreter::close);
  }
}
