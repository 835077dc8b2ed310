package io.noetl.camel.component.python;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warm interpreters. The first are made in the background as soon as the pool is; more are made
 * while calls wait, up to the settings' bound, and go when nobody has needed them for a while, or
 * when another tenant needs their place: two tenants never share one.
 */
final class InterpreterPool implements PythonInterpreter {
  private static final Logger LOG = LoggerFactory.getLogger(InterpreterPool.class);
  private static final Duration KEEP_UNUSED = Duration.ofMinutes(1);

  /** How long a call waits where too much of its tenant's code still ends. */
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  /** No tenant: what closes was idle, and closes soon. */
  private static final String NOBODY = "\0";

  private final PythonSettings settings;
  private final InterpreterFactory factory;
  private final InstantSource clock;
  private final IdleInterpreters idle = new IdleInterpreters();
  private final Set<PooledInterpreter> busy = ConcurrentHashMap.newKeySet();

  /** Those whose call has ended and that are being tidied up, with their tenant. */
  private final Map<PooledInterpreter, String> settling = new HashMap<>();

  /** By tenant: how many interpreters are no part of the pool any more and still end. */
  private final Map<String, Integer> ending = new HashMap<>();

  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable String problem;

  private @Nullable String firstTenant;
  private boolean severalTenants;
  private int total;
  private int starting;
  private boolean closed;

  InterpreterPool(PythonSettings settings, InterpreterFactory factory, InstantSource clock) {
    this.settings = settings;
    this.factory = factory;
    this.clock = clock;
    refill();
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    if (!mayRun(job.tenant())) {
      return PythonOutcome.Raised.tooManyUnstoppable(settings.most());
    }
    PooledInterpreter interpreter = await(job.tenant());
    busy.add(interpreter);
    note(job.tenant());
    PythonOutcome outcome = timed(interpreter, job);
    settles(interpreter, job.tenant());
    (outcome instanceof PythonOutcome.Returned ? done : failed).increment();
    return outcome;
  }

  /** What waits for an interpreter does not run yet. */
  private PythonOutcome timed(PooledInterpreter interpreter, PythonJob job)
      throws InterruptedException {
    long begun = System.nanoTime();
    try {
      return interpreter.run(
          job, settings.stopWithin(), reusable -> giveBack(interpreter, job.tenant(), reusable));
    } finally {
      job.time().add(System.nanoTime() - begun);
    }
  }

  @Override
  public PythonFigures figures() {
    return new PythonFigures(
        done.sum(),
        failed.sum(),
        busy.size(),
        idle.size(),
        waiting.get(),
        busy.stream().mapToLong(PooledInterpreter::memory).sum(),
        problem);
  }

  private PooledInterpreter await(String tenant) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      return take(tenant);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Those that run a job now. */
  Set<PooledInterpreter> busy() {
    return busy;
  }

  /**
   * Code that can't be stopped holds a processor, but no place in the pool: it has its own bound.
   */
  private synchronized boolean mayRun(String tenant) throws InterruptedException {
    long end = System.nanoTime() + END_WITHIN.toNanos();
    while (ending.getOrDefault(tenant, 0) >= settings.most()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }

  private PooledInterpreter take(String tenant) throws InterruptedException {
    while (true) {
      PooledInterpreter free = idle.take(tenant, settings.growAfter());
      if (free != null) {
        return free;
      }
      if (mayGrow(tenant)) {
        return grow();
      }
      makePlace(tenant);
    }
  }

  /** Who has one tenant needs no interpreter for the next. */
  private void note(String tenant) {
    if (isAnother(tenant)) {
      refill();
    }
  }

  private synchronized boolean isAnother(String tenant) {
    if (firstTenant == null) {
      firstTenant = tenant;
    }
    boolean another = !severalTenants && !tenant.equals(firstTenant);
    severalTenants |= another;
    return another;
  }

  /**
   * Not while one that the tenant has just used is about to be free: steps in a row need only one.
   */
  private synchronized boolean mayGrow(String tenant) {
    if (closed) {
      throw new IllegalStateException("the Python engine is closed");
    }
    if (starting > 0 || settling.containsValue(tenant) || total >= settings.most()) {
      return false;
    }
    total++;
    starting++;
    return true;
  }

  /** Where all places are taken, the interpreter goes that another tenant has not used longest. */
  private void makePlace(String tenant) {
    if (isFull()) {
      discardIdle(one -> !one.serves(tenant));
    }
  }

  private synchronized boolean isFull() {
    return total >= settings.most();
  }

  private PooledInterpreter grow() throws InterruptedException {
    boolean made = false;
    try {
      PooledInterpreter interpreter = factory.create();
      made = true;
      problem = null;
      return interpreter;
    } catch (IllegalStateException e) {
      problem = String.valueOf(e.getMessage());
      throw e;
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

  private synchronized void settles(PooledInterpreter interpreter, String tenant) {
    if (busy.contains(interpreter)) {
      settling.put(interpreter, tenant);
    }
  }

  private synchronized void settled(PooledInterpreter interpreter) {
    busy.remove(interpreter);
    settling.remove(interpreter);
  }

  private void giveBack(PooledInterpreter interpreter, String tenant, boolean reusable) {
    settled(interpreter);
    if (reusable && interpreter.calls() < settings.callsPerInterpreter() && !isClosed()) {
      idle.add(new IdleInterpreters.Idle(interpreter, tenant, clock.instant()));
      trim();
    } else {
      discard(interpreter, tenant);
    }
  }

  /** Lets the one go that nobody has needed for longest. */
  private void trim() {
    Instant longAgo = clock.instant().minus(KEEP_UNUSED);
    if (isMoreThanWarm()) {
      discardIdle(one -> one.since().isBefore(longAgo));
    }
  }

  private void discardIdle(Predicate<IdleInterpreters.Idle> which) {
    PooledInterpreter oldest = idle.removeOldest(which);
    if (oldest != null) {
      discard(oldest, NOBODY);
    }
  }

  private synchronized boolean isMoreThanWarm() {
    return total > settings.warm();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Gives its place away at once, and closes it in the background, however long that takes. */
  private void discard(PooledInterpreter interpreter, String tenant) {
    ends(tenant, 1);
    Thread.ofPlatform()
        .daemon()
        .name("python-close")
        .start(
            () -> {
              try {
                interpreter.close();
              } finally {
                ends(tenant, -1);
              }
            });
    refill();
  }

  private synchronized void ends(String tenant, int change) {
    if (change > 0) {
      total--;
    }
    int now = ending.getOrDefault(tenant, 0) + change;
    if (now == 0) {
      ending.remove(tenant);
    } else {
      ending.put(tenant, now);
    }
    notifyAll();
  }

  /**
   * Brings the number of interpreters up to the warm ones, in the background; and where there are
   * several tenants, keeps one ready for the next.
   */
  private synchronized void refill() {
    int missing = closed ? 0 : settings.warm() - total;
    boolean spare =
        !closed
            && settings.warm() > 0
            && severalTenants
            && starting == 0
            && total < settings.most()
            && !idle.hasUnused();
    for (int i = 0; i < Math.max(missing, spare ? 1 : 0); i++) {
      total++;
      starting++;
      Thread.ofPlatform().daemon().name("python-warm-up").start(this::warmUp);
    }
  }

  private void warmUp() {
    try {
      PooledInterpreter interpreter = grow();
      idle.add(new IdleInterpreters.Idle(interpreter, null, clock.instant()));
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
    idle.removeAll().forEach(PooledInterpreter::close);
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
