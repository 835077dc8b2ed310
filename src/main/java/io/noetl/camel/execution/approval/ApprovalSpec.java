package io.noetl.camel.execution.approval;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people are asked.
 *
 * @param title in one line
 * @param text Markdown
 * @param form what they fill in
 * @param choices what they may choose, the first is what the playbook hopes for
 * @param roles those that may decide; with no users and no roles, operators may
 * @param users those that may decide
 * @param required how many people have to choose the same
 * @param selfApproval whether whoever started the execution may decide
 * @param onTimeout the choice when nobody has decided in time; null to fail
 * @param remind how often who is told of it is reminded, in whole seconds; null for never
 */
public record ApprovalSpec(
    String title,
    String text,
    List<FormField> form,
    List<String> choices,
    List<String> roles,
    List<String> users,
    int required,
    boolean selfApproval,
    @Nullable String onTimeout,
    @Nullable Duration remind) {

  /** As people and consoles read it. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("text", text);
    json.put("form", form.stream().map(FormField::json).toList());
    json.put("choices", choices);
    json.put("assign", Map.of("roles", roles, "users", users));
    json.put("required", (long) required);
    json.put("self_approval", selfApproval);
    json.put("on_timeout", onTimeout);
    json.put("remind", remind == null ? null : remind.toSeconds());
    return json;
  }
}
