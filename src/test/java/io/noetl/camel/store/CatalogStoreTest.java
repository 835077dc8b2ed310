package io.noetl.camel.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogStoreTest {
  private final CatalogStore catalog =
      new CatalogStore(TestDatabase.migrated().jdbc(), new Json(), Clock.systemUTC());

  @Test
  void registrationsAtTheSameTimeGetVersionsOfTheirOwn() throws Exception {
    Callable<Integer> register =
        () -> catalog.register("race", "Playbook", "text", Map.of()).version();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> versions =
          threads.invokeAll(IntStream.range(0, 24).mapToObj(i -> register).toList());
      assertThat(versions.stream().map(Future::resultNow))
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 24).boxed().toList());
    }
  }

  @Test
  void aPathNamesItsLatestVersionUnlessOneIsGiven() {
    CatalogEntry first = catalog.register("a/b", "Playbook", "one", Map.of("n", 1L));
    CatalogEntry second = catalog.register("a/b", "Playbook", "two", Map.of("n", 2L));

    assertThat(catalog.byPath("a/b", null)).contains(second);
    assertThat(catalog.byPath("a/b", 1)).contains(first);
    assertThat(catalog.byPath("a/b", 3)).isEmpty();
    assertThat(catalog.byId(first.catalogId())).contains(first);
  }

  @Test
  void theListIsReadPageByPageNewestFirst() {
    for (int i = 0; i < 5; i++) {
      catalog.register("list/" + i, "Tool", "text", null);
    }
    List<CatalogEntry> page = catalog.list("Tool", false, null, 3);
    List<CatalogEntry> rest = catalog.list("Tool", false, page.getLast().catalogId(), 3);

    assertThat(page).extracting(CatalogEntry::path).containsExactly("list/4", "list/3", "list/2");
    assertThat(rest).extracting(CatalogEntry::path).containsExactly("list/1", "list/0");
  }

  @Test
  void aPayloadMayHoldWhatJsonbCannot() {
    String backslashes = "\\u0000 is text, \\\\u0000 too";
    CatalogEntry entry =
        catalog.register("nul", "Playbook", "text", Map.of("a", "x\0y", "b", backslashes));

    assertThat(entry.payload()).isEqualTo(Map.of("a", "x\ufffdy", "b", backslashes));
  }
}
