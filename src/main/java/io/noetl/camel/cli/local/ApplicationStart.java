package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;

/** Starts the application with a server's settings, which win over its configuration files. */
record ApplicationStart(LocalSettings settings, DatabaseAddress database, boolean embedded) {

  /**
   * Runs until requests are served. Does not return where the process is told to stop meanwhile.
   *
   * @throws CommandFailed when the application does not start
   */
  ConfigurableApplicationContext run(Class<?> application, StartBroken broken) {
    SpringApplication start = new SpringApplication(application);
    start.setBannerMode(Banner.Mode.OFF);
    start.setLogStartupInfo(false);
    start.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("noetlctl", properties())),
        context -> context.getBeanFactory().addBeanPostProcessor(broken));
    if (settings.quiet()) {
      start.setAdditionalProfiles("once");
      // one run seldom needs two at once, and waits for the processor
      start.setDefaultProperties(Map.of("noetl.python.warm", 1));
    }
    try {
      // Logging is set up before any initializer runs.
      return start.run(
          "--logging.file.name=" + log(),
          "--logging.threshold.console=" + (settings.quiet() ? "OFF" : "INFO"));
    } catch (RuntimeException e) {
      StartBroken.endIfStopping();
      throw new CommandFailed(
          "The server does not start: %s. Its log is %s."
              .formatted(NestedExceptionUtils.getMostSpecificCause(e).getMessage(), log()));
    }
  }

  private Path log() {
    return settings.data().resolve("noetl.log");
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("noetl.data-dir", settings.data().toString());
    properties.put("noetl.samples.enabled", settings.samples());
    properties.put("noetl.database.embedded", embedded);
    return properties;
  }
}
