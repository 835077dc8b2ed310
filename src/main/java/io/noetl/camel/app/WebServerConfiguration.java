package io.noetl.camel.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the web server keeps its files: with the data, so that none are left behind elsewhere. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {
  @Bean
  @ConditionalOnProperty("noetl.data-dir")
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> webServerFolder(
      @Value("${noetl.data-dir}") Path data) throws IOException {
    Path base = data.toAbsolutePath().resolve("web");
    Path documents = Files.createDirectories(base.resolve("documents"));
    return factory -> {
      factory.setBaseDirectory(base.toFile());
      factory.setDocumentRoot(documents.toFile());
    };
  }
}
