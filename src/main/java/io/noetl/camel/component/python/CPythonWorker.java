package io.noetl.camel.component.python;

import io.noetl.camel.component.python.marshal.MarshalWriter;
import io.noetl.camel.tool.StepLog;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One CPython process and the talk with it; noetl_cpython.py is the other end. */
final class CPythonWorker implements PooledInterpreter {
  private static final int SHELL_SIGNAL_BASE = 128;

  /** What the worker writes where errors go, behind all that its call has written there. */
  private static final String END_OF_CALL = "\0end of call";

  private static final long END_SECONDS = 1;

  /** Reads the program and runs it: a frame as those that come later, without reading ahead. */
  private static final String BEGIN =
      """
      import marshal, os
      def take(count):
          data = b""
          while len(data) < count:
              part = os.read(0, count - len(data))
              if not part:
                  os._exit(0)
              data += part
          return data
      MODULES, text = marshal.loads(take(int.from_bytes(take(5)[:4], "little")))
      exec(compile(text, "<noetl>/noetl_worker.py", "exec"))
      """;

  private final Process process;

  /** Reading from a process holds its thread: a virtual one would hold its carrier with it. */
  private final ExecutorService talk =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("python-worker").factory());

  private final WorkerPipe pipe;
  private final Semaphore errorsRead = new Semaphore(0);
  private volatile StepLog log = StepLog.NONE;
  private int calls;

  private CPythonWorker(Process process) {
    this.process = process;
    this.pipe = new WorkerPipe(process.getInputStream(), process.getOutputStream());
    Thread.ofPlatform().daemon().name("python-stderr").start(this::copyErrors);
  }

  /**
   * Starts one.
   *
   * @param program in marshal form: the product's modules by name, and the text that begins
   */
  static CPythonWorker start(
      CPythonSettings settings, Map<String, String> environment, byte[] program)
      throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(settings.executable());
    command.add("-B");
    command.add("-c");
    command.add(BEGIN);
    command.add(String.valueOf(settings.memoryBytes()));
    Duration cpu = settings.cpu();
    command.add(String.valueOf(cpu == null ? 0 : Math.max(1, cpu.toSeconds())));
    command.add(String.valueOf(settings.fileBytes()));
    command.add(String.valueOf(settings.processes()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (settings.packages() != null) {
      builder.environment().put("PYTHONPATH", settings.packages().toString());
    }
    try {
      CPythonWorker worker = new CPythonWorker(builder.start());
      worker.awaitReady(settings.executable(), program);
      return worker;
    } catch (IOException e) {
      throw new CPythonMissingException(settings.executable(), String.valueOf(e.getMessage()));
    }
  }

  private void awaitReady(String executable, byte[] program) throws InterruptedException {
    try {
      talk.submit(
              () -> {
                pipe.send('P', program);
                return pipe.receive();
              })
          .get();
    } catch (InterruptedException e) {
      close();
      throw e;
    } catch (ExecutionException e) {
      close();
      throw new CPythonMissingException(executable, "it ended at once");
    }
  }

  @Override
  public long memory() {
    return ProcessTree.resident(process.pid());
  }

  @Override
  public int calls() {
    return calls;
  }

  @Override
  public PythonOutcome run(PythonJob job, Duration stopWithin, Consumer<Boolean> afterwards)
      throws InterruptedException {
    calls++;
    log = job.log();
    errorsRead.drainPermits();
    CompletableFuture<PythonOutcome> outcome = new CompletableFuture<>();
    talk.execute(() -> converse(job, outcome, afterwards));
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      kill();
      throw e;
    }
  }

  private void converse(
      PythonJob job, CompletableFuture<PythonOutcome> outcome, Consumer<Boolean> afterwards) {
    boolean reusable = false;
    try {
      pipe.send('J', MarshalWriter.bytes(job.request()));
      while (!outcome.isDone()) {
        answer(pipe.receive(), job, outcome);
      }
      reusable = pipe.receive().data()[0] == '1';
    } catch (IOException e) {
      outcome.complete(ended());
    } finally {
      log = StepLog.NONE;
      afterwards.accept(reusable);
    }
  }

  private void answer(
      WorkerPipe.Frame frame, PythonJob job, CompletableFuture<PythonOutcome> outcome)
      throws IOException {
    switch (frame.letter()) {
      case 'L' ->
          job.log()
              .line(
                  frame.data()[0] == 2 ? StepLog.Stream.STDERR : StepLog.Stream.STDOUT,
                  new String(frame.data(), 1, frame.data().length - 1, StandardCharsets.UTF_8));
      case 'C' -> {
        String name = new String(frame.data(), StandardCharsets.UTF_8);
        Object value = name.isEmpty() ? job.context() : job.lookup(name);
        pipe.send('V', MarshalWriter.bytes(value));
      }
      case 'R' -> {
        awaitErrors();
        outcome.complete(PythonOutcome.of(frame.data()));
      }
      default -> throw new EOFException("frame " + frame.letter() + " (expected: L, C or R)");
    }
  }

  /** What was written before the call ended belongs to its log. */
  private void awaitErrors() {
    try {
      if (!errorsRead.tryAcquire(END_SECONDS, TimeUnit.SECONDS)) {
        log.line(StepLog.Stream.SYSTEM, "Output of subprocesses may be missing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PythonOutcome ended() {
    process.destroyForcibly();
    int code = process.onExit().join().exitValue();
    String how =
        code > SHELL_SIGNAL_BASE ? "signal " + (code - SHELL_SIGNAL_BASE) : "exit code " + code;
    return new PythonOutcome.Raised(
        "WorkerEnded",
        "the Python process ended in the middle of the call ("
            + how
            + "): out of memory or processor time, or the code ended it",
        0,
        "");
  }

  /** Output that did not go through Python's own streams: of subprocesses, of C code. */
  private void copyErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(this::error);
    } catch (IOException | java.io.UncheckedIOException e) {
      // the process is gone
    }
  }

  private void error(String line) {
    boolean ends = line.endsWith(END_OF_CALL);
    String text = ends ? line.substring(0, line.length() - END_OF_CALL.length()) : line;
    if (!ends || !text.isEmpty()) {
      log.line(StepLog.Stream.STDERR, text);
    }
    if (ends) {
      errorsRead.release();
    }
  }

  /** Kills it and what it started, and waits until the system has forgotten it. */
  private void kill() {
    ProcessTree.kill(process);
  }

  @Override
  public void close() {
    kill();
    talk.shutdown();
  }
}
