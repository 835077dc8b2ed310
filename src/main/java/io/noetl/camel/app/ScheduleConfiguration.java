package io.noetl.camel.app;

import io.noetl.camel.app.EngineConfiguration.ReplicaName;
import io.noetl.camel.app.metrics.MaintenanceMetrics;
import io.noetl.camel.app.metrics.StartDelays;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.schedule.ScheduleControl;
import io.noetl.camel.execution.schedule.ScheduleRuns;
import io.noetl.camel.execution.schedule.ScheduleStore;
import io.noetl.camel.execution.schedule.Timetable;
import io.noetl.camel.execution.trigger.EndedWatch;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.retention.Age;
import io.noetl.camel.store.retention.Retention;
import io.noetl.camel.store.secret.SealedColumns;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is timed: schedules, what ends of executions start, and the maintenance of the tables. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  @Bean
  ScheduleStore scheduleStore(JdbcClient jdbc, Json json, SealedColumns columns, SnowflakeIds ids) {
    return new ScheduleStore(jdbc, json, columns, ids);
  }

  @Bean
  ScheduleRuns scheduleRuns(ScheduleStore store, Engine engine, StartDelays delays) {
    return new ScheduleRuns(store, engine, delays::ofSchedule);
  }

  @Bean
  Timetable timetable(
      DataSource database,
      ReplicaName replica,
      ScheduleRuns runs,
      Retention retention,
      RetentionProperties properties,
      ObjectProvider<ScheduleControl> schedules,
      QuotaStore quotas,
      MaintenanceMetrics doings,
      Clock clock) {
    String keep = properties.keep();
    Duration age = keep == null || keep.isBlank() ? null : Age.parse(keep);
    Runnable maintenance =
        () -> {
          retention.prepare();
          quotas.forgetPast();
          if (age != null) {
            int dropped = retention.drop(age, false).partitions().size();
            doings.count(MaintenanceMetrics.Doing.PARTITION_DROPPED, dropped);
          }
          schedules.getObject().restore();
        };
    return new Timetable(
        database, replica.name(), runs, maintenance, clock, Timetable.Settings.DEFAULT);
  }

  @Bean
  ScheduleControl schedules(
      ScheduleStore store,
      ScheduleRuns runs,
      Timetable timetable,
      Playbooks playbooks,
      Clock clock) {
    return new ScheduleControl(store, runs, timetable, playbooks, clock);
  }

  /** When routes can be loaded. A server that was away for long makes its partitions first. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> startTimetable(
      Timetable timetable, Retention retention) {
    return ready -> {
      retention.prepare();
      timetable.start();
    };
  }

  @Bean
  ApplicationListener<ContextClosedEvent> stopTimetable(Timetable timetable) {
    return closing -> timetable.close();
  }

  @Bean
  EndedWatch endedWatch(
      SubscriptionStore store, Subscriptions subscriptions, Threads threads, Clock clock) {
    return new EndedWatch(store, subscriptions, threads.timers(), threads.executor(), clock);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> startEndedWatch(EndedWatch watch) {
    return ready -> watch.start();
  }
}
