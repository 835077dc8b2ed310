package io.noetl.camel.app;

import io.noetl.camel.api.ApprovalApi;
import io.noetl.camel.api.ApprovalTokens;
import io.noetl.camel.api.KnownCallers;
import io.noetl.camel.api.NotifyApi;
import io.noetl.camel.api.PauseApi;
import io.noetl.camel.api.RerunApi;
import io.noetl.camel.api.ScheduleApi;
import io.noetl.camel.api.SignalApi;
import io.noetl.camel.api.view.StateApi;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.approval.ApprovalBook;
import io.noetl.camel.execution.control.Pauses;
import io.noetl.camel.execution.control.Replays;
import io.noetl.camel.execution.control.Reruns;
import io.noetl.camel.execution.schedule.Schedules;
import io.noetl.camel.execution.wait.SignalBook;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.OpenWaits;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.store.search.StoredValues;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.tool.notify.Receivers;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that the routes of control call. */
@Configuration(proxyBeanMethods = false)
class ControlApiConfiguration {

  @Bean
  RerunApi rerunApi(Executions executions, Reruns reruns, ExecutionQueries queries) {
    return new RerunApi(executions, reruns, queries);
  }

  @Bean
  StateApi stateApi(Replays replays, JdbcClient jdbc, KnownSecrets secrets, Json json) {
    return new StateApi(replays, new StoredValues(jdbc), secrets, json);
  }

  @Bean
  ScheduleApi scheduleApi(Schedules schedules, KnownSecrets secrets, Clock clock) {
    return new ScheduleApi(schedules, secrets, clock);
  }

  @Bean
  NotifyApi notifyApi(NoticeStore notices, Receivers receivers, KnownSecrets secrets) {
    return new NotifyApi(notices, receivers, secrets);
  }

  @Bean
  SignalApi signalApi(SignalBook signals, JdbcClient jdbc) {
    return new SignalApi(signals, new OpenWaits(jdbc));
  }

  @Bean
  ApprovalApi approvalApi(
      ApprovalBook approvals,
      SecretCipher cipher,
      Json json,
      SecureRandom random,
      KnownCallers callers,
      KnownSecrets secrets,
      Clock clock) {
    return new ApprovalApi(
        approvals, new ApprovalTokens(cipher, json, random), callers, secrets, clock);
  }

  @Bean
  PauseApi pauseApi(Pauses pauses) {
    return new PauseApi(pauses);
  }
}
