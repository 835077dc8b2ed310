package io.noetl.camel.component.python;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/** Makes GraalPy contexts that share their code, and ends those that are left. Thread-safe. */
final class GraalPyContexts implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /**
   * Only what carries {@code @HostAccess.Export}: no reflection, no classes, no mutable targets.
   */
  private static final HostAccess EXPORTED =
      HostAccess.newBuilder().allowAccessAnnotatedBy(HostAccess.Export.class).build();

  private final PythonCodeCache code;
  private final PythonSettings settings;
  private final PythonProfile profile;
  private final IOAccess access;
  private final Set<Context> made =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  GraalPyContexts(
      PythonCodeCache code, PythonSettings settings, PythonProfile profile, PythonLibrary library) {
    this.code = code;
    this.settings = settings;
    this.profile = profile;
    this.access = access(new LibraryFiles(library));
  }

  Context newContext(OutputStream out, OutputStream err) {
    Context.Builder builder =
        Context.newBuilder("python")
            .engine(code.engine())
            .allowHostAccess(EXPORTED)
            .allowHostClassLookup(name -> false)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .environment(profile.environment())
            .allowIO(access)
            .allowCreateThread(true)
            .allowCreateProcess(profile.hostAccess())
            .allowExperimentalOptions(true)
            .option("python.PosixModuleBackend", "java")
            .option("python.PythonHome", PythonLibrary.HOME.toString())
            .option("python.StdLibHome", PythonLibrary.STANDARD.toString())
            .option("python.CoreHome", PythonLibrary.CORE.toString())
            .option("python.DontWriteBytecodeFlag", "true")
            .in(InputStream.nullInputStream())
            .out(out)
            .err(err);
    Path packages = settings.packages();
    if (packages != null) {
      builder.option("python.PythonPath", packages.toString());
    }
    Context context = builder.build();
    made.add(context);
    return context;
  }

  /** The library is the one in its jar, whatever else the code may reach. */
  private IOAccess access(LibraryFiles library) {
    FileSystem files =
        profile.hostAccess()
            ? FileSystem.newCompositeFileSystem(
                FileSystem.newDefaultFileSystem(), FileSystem.Selector.of(library, library::covers))
            : new RestrictedFiles(library, settings.packages());
    return IOAccess.newBuilder()
        .fileSystem(files)
        .allowHostSocketAccess(profile.hostAccess())
        .build();
  }

  /** What a context runs may not let go of it: the end waits only so long. */
  @Override
  public void close() {
    Thread closing = Thread.ofPlatform().daemon().name("python-close").start(this::closeAll);
    try {
      closing.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() {
    List<Context> left;
    synchronized (made) {
      left = List.copyOf(made);
    }
    left.forEach(context -> context.close(true));
  }
}
