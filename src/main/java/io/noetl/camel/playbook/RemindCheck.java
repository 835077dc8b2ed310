package io.noetl.camel.playbook;

import java.util.List;

/** Warns of approvals that remind nobody, since nobody is told of them. */
final class RemindCheck {
  private RemindCheck() {}

  static void check(List<Step> steps, List<Notify> notices, Problems problems) {
    if (notices.stream().noneMatch(notify -> notify.on().contains(Notify.Event.APPROVAL))) {
      steps.stream()
          .flatMap(step -> step.tools().stream())
          .filter(tool -> tool.kind().equals("approval") && tool.config().get("remind") != null)
          .forEach(
              tool ->
                  problems.warning(
                      "PB0335",
                      SourceMap.child(tool.pointer(), "remind"),
                      "'remind' reminds nobody: the playbook's 'notify' tells nobody of approvals.",
                      "Write `notify: {on: approval, to: name-of-a-credential}`, unless the"
                          + " operator has approvals told (noetl.notify.on)."));
    }
  }
}
