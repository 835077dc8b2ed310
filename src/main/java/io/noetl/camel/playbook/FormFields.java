package io.noetl.camel.playbook;

import java.util.Set;

/** The fields of an approval's form, as lint and the run read them. */
public final class FormFields {
  /** What may stand at a field. */
  public static final Set<String> KEYS =
      Set.of(
          "name",
          "kind",
          "type",
          "label",
          "title",
          "required",
          "default",
          "pattern",
          "min",
          "max",
          "options",
          "description");

  private FormFields() {}
}
