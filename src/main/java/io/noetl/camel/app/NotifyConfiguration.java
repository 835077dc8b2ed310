package io.noetl.camel.app;

import io.noetl.camel.component.tool.camel.CamelTool;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.notify.NoticeSender;
import io.noetl.camel.tool.notify.Notices;
import io.noetl.camel.tool.notify.Receivers;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Who is told of executions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotifyProperties.class)
class NotifyConfiguration {

  @Bean
  Receivers receivers(
      HttpTool http,
      CamelTool camel,
      OutboundGuard guard,
      Credentials credentials,
      NotifyProperties properties,
      Clock clock) {
    return new NoticeSender(
        http,
        camel.telling(),
        guard,
        credentials,
        properties.baseUrl(),
        clock,
        task -> Thread.ofVirtual().name("noetl-notice").start(task));
  }

  @Bean(initMethod = "start")
  @DependsOn("flywayInitializer")
  Notices notices(
      NoticeStore store,
      Receivers receivers,
      ExecutionProfiles profiles,
      NotifyProperties properties) {
    return new Notices(store, receivers, profiles, properties.every());
  }
}
