package io.noetl.camel.playbook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events of a step that a condition can test. */
public enum EventName {
  COMMAND_CLAIMED("command.claimed"),
  COMMAND_STARTED("command.started"),
  STEP_ENTER("step.enter"),
  CALL_DONE("call.done"),
  CALL_ERROR("call.error"),
  SINK_EXECUTED("sink.executed"),
  SINK_FAILED("sink.failed"),
  LOOP_ITEM("loop.item"),
  STEP_EXIT("step.exit"),
  LOOP_DONE("loop.done"),
  COMMAND_COMPLETED("command.completed"),
  COMMAND_FAILED("command.failed");

  private final String text;

  EventName(String text) {
    this.text = text;
  }

  /** As playbooks and event rows write it. */
  public String text() {
    return text;
  }

  /** The names of all. */
  static List<String> texts() {
    return Arrays.stream(values()).map(EventName::text).toList();
  }

  /** The event of this name. */
  public static Optional<EventName> of(String text) {
    return Arrays.stream(values()).filter(e -> e.text.equals(text)).findFirst();
  }
}
