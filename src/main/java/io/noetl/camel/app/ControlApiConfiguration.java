package io.noetl.camel.app;

import io.noetl.camel.api.PauseApi;
import io.noetl.camel.execution.control.Pauses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that the routes of control call. */
@Configuration(proxyBeanMethods = false)
class ControlApiConfiguration {

  @Bean
  PauseApi pauseApi(Pauses pauses) {
    return new PauseApi(pauses);
  }
}
