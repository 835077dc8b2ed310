package io.noetl.camel.component.duckdb.gate;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The functions of Linux's C library that the gate calls. */
@SuppressWarnings("restricted") // the guard stands in native memory
final class Libc {
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  static final AddressLayout POINTER = ValueLayout.ADDRESS;

  static final int EACCES = 13;
  private static final int EINTR = 4;
  private static final int EINPROGRESS = 115;
  private static final int ETIMEDOUT = 110;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final short POLLOUT = 4;
  private static final int PAGE_SIZE = 30;
  private static final int READ = 1;
  private static final int READ_AND_WRITE = 3;

  private final Linker linker = Linker.nativeLinker();
  private final MemoryLayout state = Linker.Option.captureStateLayout();
  private final MethodHandle connect = captured("connect", INT, POINTER, INT);
  private final MethodHandle poll = captured("poll", POINTER, LONG, INT);
  private final MethodHandle getsockopt = call("getsockopt", INT, INT, INT, INT, POINTER, POINTER);
  private final MethodHandle mprotect = call("mprotect", INT, POINTER, LONG, INT);
  private final MethodHandle dlopen = call("dlopen", POINTER, POINTER, INT);
  private final MethodHandle iterate = call("dl_iterate_phdr", INT, POINTER, POINTER);
  private final MethodHandle errno =
      linker.downcallHandle(
          linker.defaultLookup().findOrThrow("__errno_location"),
          FunctionDescriptor.of(POINTER),
          Linker.Option.critical(false));
  private final long page = pageSize();

  private MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** A function whose {@code errno} is kept: what the JVM does afterwards may change it. */
  private MethodHandle captured(String name, MemoryLayout... arguments) {
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private long pageSize() {
    try {
      return (long) call("sysconf", LONG, INT).invokeExact(PAGE_SIZE);
    } catch (Throwable e) {
      throw new IllegalStateException("sysconf", e);
    }
  }

  Linker linker() {
    return linker;
  }

  /**
   * Connects a socket and waits until that has ended, for a socket that does not block too: nothing
   * but a failure is left for the caller to read from {@code errno}.
   *
   * @return 0, or the error's number
   */
  int connect(int socket, MemorySegment address, int length, int waitMillis) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(state);
      if ((int) connect.invokeExact(error, socket, address, length) == 0) {
        return 0;
      }
      int number = error.get(INT, 0);
      return number == EINPROGRESS || number == EINTR
          ? connected(arena, socket, waitMillis)
          : number;
    }
  }

  private int connected(Arena arena, int socket, int waitMillis) throws Throwable {
    MemorySegment state = arena.allocate(this.state);
    MemorySegment pollfd = arena.allocate(8, 8);
    pollfd.set(INT, 0, socket);
    pollfd.set(ValueLayout.JAVA_SHORT, 4, POLLOUT);
    int ready;
    do {
      ready = (int) poll.invokeExact(state, pollfd, 1L, waitMillis);
    } while (ready < 0 && state.get(INT, 0) == EINTR);
    if (ready <= 0) {
      return ETIMEDOUT;
    }
    MemorySegment error = arena.allocate(INT);
    MemorySegment size = arena.allocate(INT);
    size.set(INT, 0, Integer.BYTES);
    int asked = (int) getsockopt.invokeExact(socket, SOL_SOCKET, SO_ERROR, error, size);
    return asked == 0 ? error.get(INT, 0) : EACCES;
  }

  /** Leaves an error's number where native code looks for it. */
  void errno(int number) throws Throwable {
    ((MemorySegment) errno.invokeExact()).reinterpret(Integer.BYTES).set(INT, 0, number);
  }

  MemorySegment dlopen(MemorySegment file, int flags) throws Throwable {
    return (MemorySegment) dlopen.invokeExact(file, flags);
  }

  /** Calls a function of the type of {@code dl_iterate_phdr} for each library that is loaded. */
  void libraries(MemorySegment callback) throws Throwable {
    int ended = (int) iterate.invokeExact(callback, MemorySegment.NULL);
    if (ended != 0) {
      throw new IllegalStateException("dl_iterate_phdr ended with " + ended);
    }
  }

  /**
   * Writes a pointer of 8 bytes.
   *
   * @param readOnly whether its page is read-only, as it is then again
   */
  void write(long slot, MemorySegment pointer, boolean readOnly) throws Throwable {
    long start = slot - slot % page;
    protect(start, READ_AND_WRITE);
    MemorySegment.ofAddress(slot).reinterpret(Long.BYTES).set(LONG, 0, pointer.address());
    if (readOnly) {
      protect(start, READ);
    }
  }

  private void protect(long start, int how) throws Throwable {
    if ((int) mprotect.invokeExact(MemorySegment.ofAddress(start), page, how) != 0) {
      throw new IllegalStateException("mprotect refuses");
    }
  }
}
