package io.github.hastreaming.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BuiltVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(HaStreaming.class.getPackage().getImplementationVersion())
            .orElse("of an unpackaged build");
    return new String[] {"ha-streaming " + version};
  }
}
