package io.noetl.camel.app;

import io.noetl.camel.execution.profile.ExecutionProfiles;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What executions may reach outside, as the operator says. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

  /** The profile of Python alone has older names for the same. */
  @Bean
  ExecutionProfiles executionProfiles(ProfileProperties profile, PythonProperties python) {
    return new ExecutionProfiles(
        Stream.concat(profile.restricted().stream(), python.restricted().stream()).toList(),
        Stream.concat(profile.hosts().stream(), python.hosts().stream()).toList(),
        profile.folder());
  }
}
