package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.tool.container.Cluster;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two replicas look at the same ConfigMaps. */
@EnableKubernetesMockClient(crud = true, https = false)
class LabelledPlaybooksTest {
  private KubernetesClient client;

  private final CatalogStore catalog =
      new CatalogStore(TestDatabase.migrated().jdbc(), new Json(), Clock.systemUTC());

  @Test
  void whatHasTheLabelIsRegisteredOnceAndAgainWhenItChanges() throws Exception {
    try (LabelledPlaybooks one = replica();
        LabelledPlaybooks other = replica()) {
      put("team", true, document("maps/a", "first"));
      put("private", false, document("maps/b", "first"));
      one.look();
      other.look();
      one.look();
      assertThat(versions()).containsExactly("maps/a 1");

      put("team", true, document("maps/a", "second"));
      other.look();
      one.look();
      assertThat(versions()).containsExactly("maps/a 2", "maps/a 1");
      assertThat(catalog.byPath("maps/a", null).orElseThrow().content()).contains("second");
    }
  }

  @Test
  void whatIsWrongStopsNothingElse() throws Exception {
    try (LabelledPlaybooks replica = replica()) {
      put("a-broken", true, "metadata: [");
      put("b-refused", true, document("maps/refused", "refused"));
      put("c-first", true, document("maps/c", "first"));
      put("d-same-path", true, document("maps/c", "other"));
      put("e-credential", true, "{name: pg, type: postgres, data: {db_user: u}}");
      replica.look();
      replica.look();
      assertThat(versions()).containsExactly("maps/c 1");
      assertThat(catalog.byPath("maps/c", null).orElseThrow().content()).contains("first");
    }
  }

  private List<String> versions() {
    return catalog.list(null, false, null, 10).stream().map(LabelledPlaybooksTest::named).toList();
  }

  private static String named(CatalogEntry entry) {
    return entry.path() + " " + entry.version();
  }

  private LabelledPlaybooks replica() {
    return new LabelledPlaybooks(
        new Cluster(() -> client),
        "noetl",
        catalog,
        (content, name) ->
            content.contains("refused")
                ? List.of(new PlaybookParser().parse("kind: 1", name).problems().getFirst())
                : List.of());
  }

  private void put(String name, boolean labelled, String text) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("noetl")
                .withLabels(labelled ? Map.of("noetl.io/playbook", "true") : Map.of())
                .endMetadata()
                .addToData("playbook.yaml", text)
                .build())
        .createOr(existing -> existing.update());
  }

  private static String document(String path, String code) {
    return "kind: Playbook\nmetadata: {name: x, path: %s}\nworkflow: [{step: start, code: %s}]\n"
        .formatted(path, code);
  }
}
