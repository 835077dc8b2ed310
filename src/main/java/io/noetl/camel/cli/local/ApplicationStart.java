package io.noetl.camel.cli.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts the application with a server's settings, which win over its configuration files. */
record ApplicationStart(LocalSettings settings, DatabaseAddress database, boolean embedded) {

  ConfigurableApplicationContext run(Class<?> application) {
    SpringApplication start = new SpringApplication(application);
    start.setBannerMode(Banner.Mode.OFF);
    start.setLogStartupInfo(false);
    start.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("noetlctl", properties())));
    // The level of the console is read before any initializer runs.
    return start.run(
        settings.quiet() ? "--logging.threshold.console=OFF" : "--logging.threshold.console=INFO");
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
