package io.noetl.camel.app;

import io.noetl.camel.api.samples.SamplesApi;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The stand-ins for public services. */
@Configuration(proxyBeanMethods = false)
class SamplesConfiguration {

  @Bean
  SamplesApi samplesApi(@Value("${noetl.samples.enabled:false}") boolean enabled) {
    return new SamplesApi(enabled);
  }
}
