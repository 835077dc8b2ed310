package io.noetl.camel;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages see only those above them in the design; {@code app} wires them and sees all. */
@AnalyzeClasses(packages = "io.noetl.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule packagesSeeOnlyThoseAboveThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("template")
          .definedBy("io.noetl.camel.template..")
          .layer("playbook")
          .definedBy("io.noetl.camel.playbook..")
          .layer("compiler")
          .definedBy("io.noetl.camel.compiler..")
          .layer("store")
          .definedBy("io.noetl.camel.store..")
          .layer("execution")
          .definedBy("io.noetl.camel.execution..")
          .layer("tool")
          .definedBy("io.noetl.camel.tool..")
          .layer("component")
          .definedBy("io.noetl.camel.component..")
          .layer("playbooktest")
          .definedBy("io.noetl.camel.playbooktest..")
          .layer("api")
          .definedBy("io.noetl.camel.api..")
          .layer("cli")
          .definedBy("io.noetl.camel.cli..")
          .layer("app")
          .definedBy("io.noetl.camel.app..")
          .whereLayer("template")
          .mayOnlyBeAccessedByLayers(
              "playbook",
              "compiler",
              "store",
              "execution",
              "tool",
              "component",
              "playbooktest",
              "api",
              "cli",
              "app")
          .whereLayer("playbook")
          .mayOnlyBeAccessedByLayers(
              "compiler",
              "store",
              "execution",
              "tool",
              "component",
              "playbooktest",
              "api",
              "cli",
              "app")
          .whereLayer("compiler")
          .mayOnlyBeAccessedByLayers(
              "store", "execution", "tool", "component", "playbooktest", "api", "cli", "app")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers(
              "execution", "tool", "component", "playbooktest", "api", "cli", "app")
          .whereLayer("execution")
          .mayOnlyBeAccessedByLayers("tool", "component", "playbooktest", "api", "cli", "app")
          .whereLayer("tool")
          .mayOnlyBeAccessedByLayers("component", "playbooktest", "api", "cli", "app")
          .whereLayer("component")
          .mayOnlyBeAccessedByLayers("playbooktest", "api", "cli", "app")
          .whereLayer("playbooktest")
          .mayOnlyBeAccessedByLayers("api", "cli", "app")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("cli", "app")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("app")
          // The command line starts the application.
          .whereLayer("app")
          .mayOnlyBeAccessedByLayers("cli");
}
