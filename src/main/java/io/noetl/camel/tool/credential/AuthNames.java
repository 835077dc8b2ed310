package io.noetl.camel.tool.credential;

import io.noetl.camel.tool.ToolFailure;
import org.jspecify.annotations.Nullable;

/** The name of the credential that an {@code auth} refers to, for labels; never a secret. */
public final class AuthNames {

  private AuthNames() {}

  /** The name; null where the spec has its fields in itself or cannot be read. */
  public static @Nullable String of(@Nullable Object spec) {
    if (spec == null || "".equals(spec)) {
      return null;
    }
    try {
      return switch (AuthSpecs.parse(spec).values().iterator().next()) {
        case AuthSpec.Named named -> named.name();
        case AuthSpec.Variable variable -> variable.name();
        case AuthSpec.Inline inline -> null;
      };
    } catch (ToolFailure e) {
      return null;
    }
  }
}
