package io.noetl.camel.component.python;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Python on GraalPy: a pool of warm interpreters on one engine. The first are made in the
 * background as soon as the engine is; more are made while calls wait, up to the settings' bound.
 */
public final class GraalPyEngine implements PythonInterpreter {
  private static final Logger LOG = LoggerFactory.getLogger(GraalPyEngine.class);

  private final PythonSettings settings;
  private final Supplier<GraalPyHost> hosts;
  private final GraalPyContexts contexts;
  private final BlockingDeque<GraalPyContext> idle = new LinkedBlockingDeque<>();
  private int total;
  private int starting;
  private boolean closed;

  public GraalPyEngine(PythonSettings settings, PythonModules modules, DuckDbOpener databases) {
    this.settings = settings;
    this.hosts = () -> new GraalPyHost(modules, databases);
    this.contexts = new GraalPyContexts(settings);
    refill();
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    GraalPyContext context = take();
    return context.run(job, settings.stopWithin(), reusable -> giveBack(context, reusable));
  }

  private GraalPyContext take() throws InterruptedException {
    while (true) {
      GraalPyContext free = idle.pollFirst(settings.growAfter().toMillis(), TimeUnit.MILLISECONDS);
      if (free != null) {
        return free;
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

  private GraalPyContext grow() throws InterruptedException {
    boolean made = false;
    try {
      GraalPyContext context = GraalPyContext.create(contexts, hosts);
      made = true;
      return context;
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

  private void giveBack(GraalPyContext context, boolean reusable) {
    if (reusable && context.calls() < settings.callsPerInterpreter() && !isClosed()) {
      idle.addFirst(context);
      return;
    }
    Thread.ofPlatform().daemon().name("python-close").start(() -> discard(context));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void discard(GraalPyContext context) {
    context.close();
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
      GraalPyContext context = grow();
      if (isClosed()) {
        context.close();
      } else {
        idle.addLast(context);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // the next call tries again, and fails with this cause if it is still there
      LOG.warn("No Python interpreter could be made ready: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<GraalPyContext> free = new ArrayList<>();
    idle.drainTo(free);
    free.forEach(GraalPyContext::close);
    contexts.close();
  }
}
