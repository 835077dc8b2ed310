package io.noetl.camel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.S3Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two servers, killed in turn while they look through a bucket that objects are put into: each
 * object starts exactly one execution.
 */
@Isolated("It needs the whole machine")
class BucketKillTest {
  private static final int OBJECTS = 600;
  private static final int KILLS = 3;

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: one, path: bucket/one}
      workload: {path: none}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.path }}"}
          next: {arcs: []}
      """;
  private static final String SUBSCRIPTION =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: killed, path: bucket/killed}
      spec:
        source: file
        file: {bucket: inbox, prefix: in/, auth: store, every: 0.1, batch: 20}
        dispatch: bucket/one
      """;

  @Test
  void eachObjectStartsExactlyOneExecution(@TempDir Path work, @TempDir Path folder)
      throws Exception {
    try (S3Proxy s3 = new S3Proxy(folder);
        KilledServers servers = new KilledServers(work)) {
      s3.bucket("inbox");
      servers.post(
          "/api/credentials", Map.of("name", "store", "type", "s3", "data", s3.credential()));
      servers.register(PLAYBOOK);
      servers.register(SUBSCRIPTION);

      int put = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        put = put(s3, put, OBJECTS * (kill + 1) / (KILLS + 1));
        int least = put / 2;
        KilledServers.await(() -> started(servers) >= least);
        servers.awaitOwner();
        put = put(s3, put, put + OBJECTS / (KILLS + 1) / 2);
        servers.kill(kill);
      }
      put(s3, put, OBJECTS);
      KilledServers.await(() -> started(servers) >= OBJECTS);
      servers.awaitEnds();
      KilledServers.await(
          () -> servers.count("SELECT count(*) FROM noetl.subscription_object") == OBJECTS);

      assertThat(started(servers)).isEqualTo(OBJECTS);
      assertThat(
              servers.count(
                  "SELECT count(DISTINCT payload ->> 'path') FROM noetl.execution WHERE path ="
                      + " 'bucket/one'"))
          .isEqualTo(OBJECTS);
      assertThat(servers.count("SELECT count(*) FROM noetl.subscription_letter")).isZero();
      assertThat(servers.count("SELECT epoch FROM noetl.subscription")).isGreaterThan(1);
    }
  }

  private static int put(S3Proxy s3, int from, int to) {
    IntStream.range(from, to).parallel().forEach(n -> s3.put("inbox", "in/" + n + ".csv", "" + n));
    return to;
  }

  private static int started(KilledServers servers) {
    return servers.count("SELECT count(*) FROM noetl.execution WHERE path = 'bucket/one'");
  }
}
