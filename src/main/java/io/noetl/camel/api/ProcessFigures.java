package io.noetl.camel.api;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What this process uses of the machine. Figures that the system does not give are 0. */
public class ProcessFigures {
  private static final double MB = 1024.0 * 1024.0;

  private final String name;
  private final String version;
  private final LongAdder requests = new LongAdder();

  /**
   * Makes the figures.
   *
   * @param name what the server calls itself
   * @param version of the software
   */
  public ProcessFigures(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** Counts one request. */
  public void countRequest() {
    requests.increment();
  }

  /** How many requests were counted. */
  public long requests() {
    return requests.sum();
  }

  /** What the server calls itself. */
  public String name() {
    return name;
  }

  /** The version of the software. */
  public String version() {
    return version;
  }

  /** When the process began, in seconds since 1970. */
  public double startSeconds() {
    return ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
  }

  /** Of the whole machine. */
  Map<String, Object> system() {
    OperatingSystemMXBean os = os();
    double used = os.getTotalMemorySize() - os.getFreeMemorySize();
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("cpu_percent", percent(os.getCpuLoad()));
    system.put("memory_percent", percent(used / os.getTotalMemorySize()));
    system.put("net_io_sent_mb", network(8) / MB);
    system.put("net_io_recv_mb", network(0) / MB);
    return system;
  }

  /** Of this process. */
  Map<String, Object> process() {
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("pid", ProcessHandle.current().pid());
    process.put("cpu_percent", percent(os().getProcessCpuLoad()));
    process.put("user_cpu_time", os().getProcessCpuTime() / 1e9);
    process.put("system_cpu_time", 0.0);
    process.put("memory_rss_mb", kilobytes("VmRSS") / 1024.0);
    process.put("memory_vms_mb", kilobytes("VmSize") / 1024.0);
    process.put("memory_shared_mb", kilobytes("RssFile") / 1024.0);
    process.put("num_threads", ManagementFactory.getThreadMXBean().getThreadCount());
    process.put("io_read_mb", io("read_bytes") / MB);
    process.put("io_write_mb", io("write_bytes") / MB);
    return process;
  }

  private static OperatingSystemMXBean os() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static double percent(double load) {
    return load > 0 ? Math.round(load * 1000) / 10.0 : 0.0;
  }

  private static double kilobytes(String name) {
    return number(Path.of("/proc/self/status"), name + ":");
  }

  private static double io(String name) {
    return number(Path.of("/proc/self/io"), name + ":");
  }

  private static double number(Path file, String label) {
    return lines(file).stream()
        .filter(line -> line.startsWith(label))
        .mapToDouble(
            line -> Double.parseDouble(line.substring(label.length()).strip().split("\\s", 2)[0]))
        .findFirst()
        .orElse(0);
  }

  /** The sum over all interfaces of one column of the kernel's table. */
  private static double network(int column) {
    return lines(Path.of("/proc/net/dev")).stream()
        .filter(line -> line.contains(":"))
        .mapToDouble(
            line ->
                Double.parseDouble(
                    line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1)[column]))
        .sum();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
