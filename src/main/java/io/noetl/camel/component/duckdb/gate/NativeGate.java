package io.noetl.camel.component.duckdb.gate;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between DuckDB's native libraries and the C library's functions that open connections and
 * load code. The places where a library keeps the addresses of {@code connect} and {@code dlopen}
 * are filled with functions of the gate: in DuckDB's own library before a database is opened, in an
 * extension before {@code dlopen} gives it back. Whatever SQL says, it comes by here.
 */
@SuppressWarnings("restricted") // the guard stands in native memory
final class NativeGate {
  private static final Logger LOG = LoggerFactory.getLogger(NativeGate.class);
  private static final String CORE = "libduckdb_java";
  private static final String EXTENSION = ".duckdb_extension";
  private static final int CONNECT_MILLIS = 10_000;

  private static final Set<String> FUNCTIONS =
      Set.of("connect", "dlopen", "sendto", "sendmsg", "sendmmsg");

  /** A file that is not there: loading it leaves the error that DuckDB asks for. */
  private static final String REFUSED = "/only extensions of the operator's folder are loaded";

  private final Libc libc = new Libc();
  private final BiFunction<String, Peer, @Nullable String> refusal;
  private final Predicate<String> loadable;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Long> guarded = new HashSet<>();
  private final MemorySegment dlopen;
  private final MemorySegment refuse;

  /**
   * Makes a gate. It stays for as long as the process lives.
   *
   * @param refusal says why a library may not connect to a peer; null where it may
   * @param loadable whether a file may be loaded as an extension
   */
  NativeGate(BiFunction<String, Peer, @Nullable String> refusal, Predicate<String> loadable) {
    this.refusal = refusal;
    this.loadable = loadable;
    FunctionDescriptor loads = FunctionDescriptor.of(Libc.POINTER, Libc.POINTER, Libc.INT);
    this.dlopen = stub(method("dlopen", loads.toMethodType()).bindTo(this), loads);
    FunctionDescriptor sends = FunctionDescriptor.of(Libc.LONG);
    this.refuse = stub(method("refuse", sends.toMethodType()).bindTo(this), sends);
  }

  private static MethodHandle method(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(NativeGate.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private MemorySegment stub(MethodHandle method, FunctionDescriptor function) {
    return libc.linker().upcallStub(method, function, Arena.global());
  }

  /**
   * Guards the libraries of DuckDB that are loaded and are not guarded yet.
   *
   * @throws IllegalStateException when one of them can't be guarded
   */
  void guard() {
    lock.lock();
    try {
      List<LoadedLibrary> libraries = loaded();
      if (libraries.stream().noneMatch(library -> library.name().startsWith(CORE))) {
        throw new IllegalStateException("DuckDB's library is not loaded");
      }
      for (LoadedLibrary library : libraries) {
        if (!guarded.contains(library.dynamic())) {
          guard(library);
          guarded.add(library.dynamic());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private List<LoadedLibrary> loaded() {
    List<LoadedLibrary> libraries = new ArrayList<>();
    FunctionDescriptor visits =
        FunctionDescriptor.of(Libc.INT, Libc.POINTER, Libc.LONG, Libc.POINTER);
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle visit =
          MethodHandles.insertArguments(
              method("visit", visits.toMethodType().insertParameterTypes(0, List.class)),
              0,
              this,
              libraries);
      libc.libraries(libc.linker().upcallStub(visit, visits, arena));
    } catch (Throwable e) {
      throw new IllegalStateException("The loaded libraries can't be listed", e);
    }
    return libraries;
  }

  @SuppressWarnings("unused") // native code calls it, as it does those below
  private int visit(
      List<LoadedLibrary> libraries, MemorySegment info, long size, MemorySegment data) {
    try {
      LoadedLibrary library = LoadedLibrary.of(info);
      if (library.name().startsWith(CORE) || library.name().endsWith(EXTENSION)) {
        libraries.add(library);
      }
      return 0;
    } catch (RuntimeException e) {
      // an exception must not reach native code
      return 1;
    }
  }

  private void guard(LoadedLibrary library) {
    List<LoadedLibrary.Slot> slots = library.slots(FUNCTIONS);
    Set<String> found =
        slots.stream().map(LoadedLibrary.Slot::function).collect(Collectors.toSet());
    if (library.name().startsWith(CORE) && !found.containsAll(Set.of("connect", "dlopen"))) {
      throw new IllegalStateException(library.file() + " is not built as the gate knows it");
    }
    FunctionDescriptor connects = FunctionDescriptor.of(Libc.INT, Libc.INT, Libc.POINTER, Libc.INT);
    MethodHandle connect =
        MethodHandles.insertArguments(
            method("connect", connects.toMethodType().insertParameterTypes(0, String.class)),
            0,
            this,
            library.name());
    MemorySegment own = stub(connect, connects);
    for (LoadedLibrary.Slot slot : slots) {
      MemorySegment target =
          switch (slot.function()) {
            case "connect" -> own;
            case "dlopen" -> dlopen;
            default -> refuse;
          };
      write(slot, target);
    }
    LOG.debug("{} is guarded: {}", library.file(), found);
  }

  private void write(LoadedLibrary.Slot slot, MemorySegment target) {
    try {
      libc.write(slot.address(), target, slot.readOnly());
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused")
  private int connect(String library, int socket, MemorySegment address, int length) {
    try {
      String why = refusal.apply(library, Peer.read(address, length));
      int error = why == null ? libc.connect(socket, address, length, CONNECT_MILLIS) : Libc.EACCES;
      if (error == 0) {
        return 0;
      }
      libc.errno(error);
    } catch (Throwable e) {
      LOG.warn("A connection of {} was not opened", library, e);
    }
    return -1;
  }

  @SuppressWarnings("unused")
  private long refuse() {
    try {
      libc.errno(Libc.EACCES);
    } catch (Throwable e) {
      LOG.warn("A message without a connection was refused", e);
    }
    return -1;
  }

  @SuppressWarnings("unused")
  private MemorySegment dlopen(MemorySegment file, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment refused = arena.allocateFrom(REFUSED);
      boolean named = file.address() != 0;
      if (named && !loadable.test(file.reinterpret(Long.MAX_VALUE).getString(0))) {
        return libc.dlopen(refused, flags);
      }
      MemorySegment handle = libc.dlopen(file, flags);
      if (named && handle.address() != 0) {
        try {
          guard();
        } catch (RuntimeException e) {
          LOG.error("An extension can't be guarded and is not loaded", e);
          return libc.dlopen(refused, flags);
        }
      }
      return handle;
    } catch (Throwable e) {
      LOG.error("An extension was not loaded", e);
      return MemorySegment.NULL;
    }
  }
}
