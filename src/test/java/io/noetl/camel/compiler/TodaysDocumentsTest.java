package io.noetl.camel.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.upgrade.PlaybookUpgrade;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import org.junit.jupiter.api.Test;

/** Documents of today's dialect, of constructs as NoETL's own playbooks have them. */
class TodaysDocumentsTest {
  private static final int DOCUMENTS = 400;

  private final PlaybookCompiler compiler =
      new PlaybookCompiler(
          new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);

  @Test
  void eachIsAcceptedAndCompiles() {
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      String document = TodaysDocuments.of(seed);
      assertThat(compiler.check(document, "made.yaml").stream().filter(Problem::refuses))
          .as(document)
          .isEmpty();
      CompiledPlaybook compiled = compiler.compile(document, "made.yaml", "made");
      assertThat(compiled.routes()).as(document).isNotEmpty();
      assertThat(PlanText.of(compiled)).contains("made/p" + seed);
    }
  }

  @Test
  void theLintWarnsOfNoneOfTheirNames() {
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      String document = TodaysDocuments.of(seed);
      assertThat(
              compiler.check(document, "made.yaml").stream()
                  .filter(problem -> problem.code().equals("PB0402")))
          .as(document)
          .isEmpty();
    }
  }

  @Test
  void thereIsNothingToUpgradeInThem() {
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      String document = TodaysDocuments.of(seed);
      assertThat(new PlaybookUpgrade(compiler).upgrade(document, "made.yaml"))
          .as(document)
          .isInstanceOf(PlaybookUpgrade.Unchanged.class);
    }
  }
}
