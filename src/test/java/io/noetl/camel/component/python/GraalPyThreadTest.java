package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An endless recursion ends with an error also where native threads called Java before. */
@EnabledOnOs(OS.LINUX)
class GraalPyThreadTest {
  private static final int ROUNDS = 3;

  private int depth;

  @Test
  void aRecursionBehindAThreadOfNativeCodeEndsWithAnError() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GraalPyThreadTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said.lines()).containsExactly("overflow", "overflow", "overflow");
  }

  /** What the process does; what breaks would end the tests. */
  public static void main(String[] arguments) throws Throwable {
    for (int round = 0; round < ROUNDS; round++) {
      ended(() -> {});
      nativeThreadCallsJava();
      ended(() -> new GraalPyThreadTest().overflow());
    }
  }

  private static void ended(Runnable task) throws InterruptedException {
    Thread thread = GraalPyThread.of(task);
    thread.start();
    thread.join();
    // its stack is given back a moment after Java has seen its end
    TimeUnit.MILLISECONDS.sleep(200);
  }

  private void overflow() {
    try {
      deeper();
    } catch (StackOverflowError e) {
      System.out.println("overflow");
    }
  }

  private void deeper() {
    depth++;
    deeper();
    depth--;
  }

  private static MemorySegment called(MemorySegment nothing) {
    return nothing;
  }

  @SuppressWarnings("restricted")
  private static void nativeThreadCallsJava() throws Throwable {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor task = FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    MethodHandle create =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("pthread_create"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
    MethodHandle join =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("pthread_join"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    MethodHandle called =
        MethodHandles.lookup()
            .findStatic(
                GraalPyThreadTest.class,
                "called",
                MethodType.methodType(MemorySegment.class, MemorySegment.class));
    MemorySegment id = Arena.global().allocate(ValueLayout.JAVA_LONG);
    int begun =
        (int)
            create.invokeExact(
                id,
                MemorySegment.NULL,
                linker.upcallStub(called, task, Arena.global()),
                MemorySegment.NULL);
    int over = (int) join.invokeExact(id.get(ValueLayout.JAVA_LONG, 0), MemorySegment.NULL);
    if (begun != 0 || over != 0) {
      throw new IllegalStateException("no native thread: " + begun + ", " + over);
    }
  }
}
