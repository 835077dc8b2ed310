package io.noetl.camel.cli.command;

import java.util.Locale;

/** A kind of the catalog as users write it. */
final class CatalogKind {
  private CatalogKind() {}

  /** The kind as the catalog spells it: {@code playbooks} and {@code playbook} are Playbook. */
  static String of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "playbook", "playbooks" -> "Playbook";
      case "credential", "credentials" -> "Credential";
      default -> text;
    };
  }
}
