package io.noetl.camel.component.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A process that leads a session, with all that it has started. */
final class ProcessTree {
  /** Who starts processes while they are killed is killed in the next round. */
  private static final int ROUNDS = 50;

  private static final Path PROC = Path.of("/proc");

  private ProcessTree() {}

  /** Kills it and what it started, and waits until the system has forgotten it. */
  static void kill(Process process) {
    Set<ProcessHandle> killed = new HashSet<>();
    int round = 0;
    while (round < ROUNDS && killNew(process.descendants().toList(), killed)) {
      round++;
    }
    process.destroyForcibly();
    process.onExit().join();
    killNew(session(process.pid()), killed);
  }

  private static boolean killNew(List<ProcessHandle> found, Set<ProcessHandle> killed) {
    List<ProcessHandle> fresh = found.stream().filter(killed::add).toList();
    fresh.forEach(ProcessHandle::destroyForcibly);
    return !fresh.isEmpty();
  }

  /**
   * What is left of its session, whoever has become its parent; nothing where there is no /proc.
   */
  private static List<ProcessHandle> session(long leader) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("\\d+"))
          .filter(entry -> sessionOf(entry) == leader)
          .map(entry -> Long.parseLong(entry.getFileName().toString()))
          .filter(pid -> pid != leader)
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Bytes that a process has in memory; 0 where the system does not tell. */
  static long resident(long pid) {
    try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** The sixth field of its line of state: the second, its name in brackets, may hold anything. */
  private static long sessionOf(Path entry) {
    try {
      String state =
          Files.readString(entry.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
      return Long.parseLong(state.substring(state.lastIndexOf(')') + 2).split(" ", -1)[3]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
