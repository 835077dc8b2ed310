package io.noetl.camel.component.python;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.python.duckdb.PyDuckDb;
import io.noetl.camel.component.python.marshal.MarshalWriter;
import io.noetl.camel.component.python.net.AllowedHosts;
import io.noetl.camel.component.python.net.PyNetwork;
import io.noetl.camel.component.python.xml.PyXml;
import io.noetl.camel.tool.StepLog;
import java.time.Duration;
import java.util.Map;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What Python code on GraalPy may call in Java: these methods and no others. One for each
 * interpreter; it stands for the job that runs there now.
 */
public final class GraalPyHost {
  private static final int MOST_THREADS = 64;

  private static final PythonJob IDLE =
      new PythonJob(new PythonCode("", "", 1), Map.of(), Map.of(), Map.of(), StepLog.NONE);

  private final PythonModules modules;
  private final PyDuckDb duckdb;
  private final @Nullable PyNetwork network;
  private final PyXml xml = new PyXml();
  private final UnicodeCharacters unicode = new UnicodeCharacters();
  private final GuestThreads threads = new GuestThreads(MOST_THREADS);
  private volatile PythonJob job = IDLE;

  GraalPyHost(PythonModules modules, DuckDbOpener databases, AllowedHosts hosts) {
    this.modules = modules;
    this.duckdb = new PyDuckDb(databases);
    this.network = hosts.isEmpty() ? null : new PyNetwork(hosts);
  }

  void begin(PythonJob next) {
    job = next;
  }

  void end() {
    job = IDLE;
    duckdb.close();
    closeConnections();
  }

  /** Stops what the code waits for in Java; called from another thread. */
  void cancel() {
    duckdb.cancel();
    closeConnections();
  }

  /** Where the code stands that runs. */
  String place() {
    return job.code().file() + ":" + job.code().firstLine();
  }

  /** Whether no thread of the code runs any more. */
  boolean isAlone(Duration grace) throws InterruptedException {
    return threads.noneWithin(grace);
  }

  private void closeConnections() {
    if (network != null) {
      network.close();
    }
  }

  /** The Java side of the module {@code duckdb}. */
  @HostAccess.Export
  public PyDuckDb duckdb() {
    return duckdb;
  }

  /** The Java side of the module {@code pyexpat}. */
  @HostAccess.Export
  public PyXml xml() {
    return xml;
  }

  /** Connections to allowed hosts; null where code has sockets of its own, or none. */
  @HostAccess.Export
  public @Nullable PyNetwork network() {
    return network;
  }

  /** The characters of Unicode. */
  @HostAccess.Export
  public UnicodeCharacters unicode() {
    return unicode;
  }

  /** Takes the function that starts threads of the interpreter, once. */
  @HostAccess.Export
  public void threadsStartBy(Value function) {
    threads.startBy(function);
  }

  /** Starts a thread: its number, or null when as many run as may. */
  @HostAccess.Export
  public @Nullable Long startThread(Value body, Value none) {
    return threads.start(body, none);
  }

  /** One line of output, stream 1 or 2. */
  @HostAccess.Export
  public void log(int stream, String text) {
    job.log().line(stream == 2 ? StepLog.Stream.STDERR : StepLog.Stream.STDOUT, text);
  }

  /** The whole context, in marshal form. */
  @HostAccess.Export
  public String context() {
    return MarshalWriter.latin1(job.context());
  }

  /** One name of the context, in marshal form: {@code [found, value]}. */
  @HostAccess.Export
  public String contextValue(String name) {
    return MarshalWriter.latin1(job.lookup(name));
  }

  /** The text of a Python module that the product brings; null where it brings none. */
  @HostAccess.Export
  public @Nullable String moduleText(String name) {
    return modules.text(name);
  }
}
