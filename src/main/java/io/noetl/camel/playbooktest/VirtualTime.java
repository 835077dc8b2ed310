package io.noetl.camel.playbooktest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of a test, and its threads: one runs at a time, in the order in which they were begun.
 * When none can go on, time leaps to what is due next. So a test does the same each time, whatever
 * the machine has to do besides, and waits for nothing.
 *
 * <p>Each task has a virtual thread of its own, which holds the baton until it ends or sleeps.
 */
final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {
  private final Object lock = new Object();
  private final Deque<Runner> ready = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final List<Runner> sleeping = new ArrayList<>();
  private final Map<Runner, BooleanSupplier> waiting = new LinkedHashMap<>();
  private final Semaphore baton = new Semaphore(0);

  @SuppressWarnings(
      "ThreadLocalUsage") // each world of a test has its own, and ends with its threads
  private final ThreadLocal<Runner> current = new ThreadLocal<>();

  private volatile long nanos;
  private Instant start = Instant.EPOCH;
  private long sequence;
  private volatile @Nullable Runner running;

  /** How running ended. */
  enum End {
    /** What was waited for is there. */
    DONE,
    /** Nothing can go on, now or later. */
    IDLE,
    /** It went on for too long on the clock of the machine. */
    TOO_LONG
  }

  /** A task and its thread. */
  private static final class Runner {
    private final Runnable task;
    private @Nullable Thread thread;
    private boolean interrupted;
    private volatile boolean granted;

    Runner(Runnable task) {
      this.task = task;
    }
  }

  /** Begins anew. */
  void reset(Instant now) {
    synchronized (lock) {
      ready.clear();
      timers.clear();
      sleeping.clear();
      waiting.clear();
      start = now;
      nanos = 0;
      sequence = 0;
    }
  }

  /** How long it goes on by now. */
  Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** The clock on the wall of the test. */
  Clock clock() {
    InstantSource source = () -> start.plusNanos(nanos);
    return source.withZone(ZoneOffset.UTC);
  }

  /** Runs tasks until a condition holds between two of them. */
  End run(BooleanSupplier done, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!done.getAsBoolean() || !isQuiet()) {
      Runner next = next();
      if (next == null) {
        return done.getAsBoolean() ? End.DONE : End.IDLE;
      }
      resume(next);
      if (!baton.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        stop();
        return End.TOO_LONG;
      }
    }
    return End.DONE;
  }

  private boolean isQuiet() {
    synchronized (lock) {
      return ready.isEmpty();
    }
  }

  private void stop() {
    Runner stuck = running;
    if (stuck != null && stuck.thread != null) {
      stuck.thread.interrupt();
    }
  }

  private @Nullable Runner next() {
    synchronized (lock) {
      for (Runner sleeper : List.copyOf(sleeping)) {
        if (sleeper.thread != null && sleeper.thread.isInterrupted()) {
          wakeEarly(sleeper);
        }
      }
      waiting
          .entrySet()
          .removeIf(entry -> entry.getValue().getAsBoolean() && ready.add(entry.getKey()));
      while (ready.isEmpty()) {
        Timer due = timers.poll();
        if (due == null) {
          return null;
        }
        nanos = Math.max(nanos, due.nanos);
        if (due.sleeper == null) {
          ready.add(new Runner(due));
        } else if (sleeping.remove(due.sleeper)) {
          ready.add(due.sleeper);
        }
      }
      return ready.poll();
    }
  }

  private void wakeEarly(Runner sleeper) {
    if (sleeping.remove(sleeper)) {
      sleeper.interrupted = true;
      ready.add(sleeper);
    }
  }

  private void resume(Runner runner) {
    running = runner;
    if (runner.thread == null) {
      runner.thread = Thread.ofVirtual().name("noetl-test").unstarted(() -> live(runner));
      runner.thread.start();
    } else {
      runner.granted = true;
      LockSupport.unpark(runner.thread);
    }
  }

  private void live(Runner runner) {
    current.set(runner);
    try {
      runner.task.run();
    } finally {
      baton.release();
    }
  }

  /** Lets others go on until a condition holds; it is tried between any two of them. */
  void await(BooleanSupplier condition) {
    Runner self = self();
    synchronized (lock) {
      self.granted = false;
      waiting.put(self, condition);
    }
    baton.release();
    boolean interrupted = false;
    while (!self.granted) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Runner self() {
    Runner self = current.get();
    if (self == null) {
      throw new IllegalStateException("This thread is none of the test's");
    }
    return self;
  }

  /** Sleeps in this time. */
  void sleep(Duration time) throws InterruptedException {
    Runner self = self();
    Timer end;
    synchronized (lock) {
      self.granted = false;
      self.interrupted = false;
      sleeping.add(self);
      end = new Timer(this, () -> {}, nanos + time.toNanos(), sequence++, self);
      timers.add(end);
    }
    baton.release();
    while (!self.granted) {
      LockSupport.park(this);
      if (Thread.currentThread().isInterrupted()) {
        synchronized (lock) {
          wakeEarly(self);
          self.interrupted |= Thread.interrupted();
        }
      }
    }
    // One that is woken early must not be woken again by the end of this sleep.
    synchronized (lock) {
      timers.remove(end);
    }
    boolean interrupted = Thread.interrupted();
    if (self.interrupted || interrupted) {
      throw new InterruptedException();
    }
  }

  @Override
  public void execute(Runnable task) {
    synchronized (lock) {
      ready.add(new Runner(task));
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    synchronized (lock) {
      Timer timer = new Timer(this, command, nanos + unit.toNanos(delay), sequence++, null);
      timers.add(timer);
      return timer;
    }
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("Only actions are timed");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("Nothing is timed again and again");
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("Nothing is timed again and again");
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  /** What is due at a time: an action, or the end of a sleep. */
  private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final VirtualTime time;
    private final long nanos;
    private final long sequence;
    private final @Nullable Runner sleeper;

    Timer(VirtualTime time, Runnable action, long nanos, long sequence, @Nullable Runner sleeper) {
      super(action, null);
      this.time = time;
      this.nanos = nanos;
      this.sequence = sequence;
      this.sleeper = sleeper;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      synchronized (time.lock) {
        time.timers.remove(this);
      }
      return super.cancel(mayInterrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanos - time.nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return other instanceof Timer timer
          ? nanos == timer.nanos
              ? Long.compare(sequence, timer.sequence)
              : Long.compare(nanos, timer.nanos)
          : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
