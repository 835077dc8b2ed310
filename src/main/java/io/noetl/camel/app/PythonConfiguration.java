package io.noetl.camel.app;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.python.CPythonEngine;
import io.noetl.camel.component.python.CPythonSettings;
import io.noetl.camel.component.python.ChosenEngines;
import io.noetl.camel.component.python.GraalPyEngine;
import io.noetl.camel.component.python.JdbcLearnedCosts;
import io.noetl.camel.component.python.PythonCodeCache;
import io.noetl.camel.component.python.PythonEngines;
import io.noetl.camel.component.python.PythonModules;
import io.noetl.camel.component.python.PythonProfile;
import io.noetl.camel.component.python.PythonSettings;
import io.noetl.camel.component.python.PythonTool;
import io.noetl.camel.component.python.net.AllowedHosts;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.script.ScriptLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The python tool and its engines. */
@Configuration(proxyBeanMethods = false)
class PythonConfiguration {

  @Bean
  PythonSettings pythonSettings(PythonProperties properties) {
    PythonSettings settings = PythonSettings.defaults();
    int warm = properties.warm() == null ? settings.warm() : properties.warm();
    int most = properties.most() == null ? Math.max(warm, settings.most()) : properties.most();
    Path packages = properties.packages() == null ? settings.packages() : properties.packages();
    return settings.withInterpreters(warm, most).withPackages(packages);
  }

  @Bean
  CPythonSettings cpythonSettings(PythonProperties properties, PythonSettings python) {
    CPythonSettings settings =
        CPythonSettings.defaults()
            .withLimits(properties.cpythonMemory().toBytes(), properties.cpythonTime())
            .withOutput(properties.cpythonFile().toBytes(), properties.cpythonProcesses())
            .withPackages(python.packages());
    return properties.cpython() == null ? settings : settings.withExecutable(properties.cpython());
  }

  /** Unless the context was given one that it shares with others. */
  @Bean
  @ConditionalOnMissingBean
  PythonCodeCache pythonCodeCache() {
    return new PythonCodeCache();
  }

  @Bean(destroyMethod = "close")
  ChosenEngines pythonEngines(
      PythonCodeCache code,
      PythonProperties properties,
      ProfileProperties profile,
      PythonSettings settings,
      CPythonSettings cpython,
      DuckDbSettings duckdb,
      DuckDbOpener databases,
      OutboundGuard guard,
      ObjectProvider<JdbcClient> jdbc) {
    PythonModules modules = new PythonModules();
    PythonProfile trusted = PythonProfile.trusted().withEnvironment(properties.environment());
    PythonProfile workers =
        trusted.withEnvironment(
            Map.of("NOETL_DUCKDB_EXTENSIONS", duckdb.extensionDirectory().toString()));
    PythonProfile restricted =
        PythonProfile.restricted()
            .withHosts(
                new AllowedHosts(
                    Stream.concat(profile.hosts().stream(), properties.hosts().stream()).toList(),
                    host -> guard.resolveAll(host, 0)));
    GraalPyEngine graalpy = new GraalPyEngine(code, settings, trusted, modules, databases);
    return new ChosenEngines(
        graalpy,
        () ->
            new GraalPyEngine(
                code,
                settings,
                restricted,
                modules,
                new DuckDbOpener(duckdb.withExternalAccess(false))),
        () -> new CPythonEngine(cpython, workers.environment(), modules),
        new JdbcLearnedCosts(jdbc::getObject, graalpy.compiles()),
        properties.auto());
  }

  @Bean
  PythonTool pythonTool(
      PythonEngines engines, ScriptLoader scripts, CredentialResolver credentials) {
    return new PythonTool(engines, scripts, credentials);
  }
}
