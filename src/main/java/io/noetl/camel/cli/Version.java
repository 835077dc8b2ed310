package io.noetl.camel.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which version of noetlctl this is, on which Java. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Optional<String> packaged =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    return new String[] {
      "noetlctl %s (Java %s)".formatted(packaged.orElse("development"), Runtime.version())
    };
  }
}
