package io.github.hastreaming.event;

import java.io.IOException;
import java.util.Map;

/** Puts variables where other programs find them. */
interface EnvironmentWriter {

  void write(Map<String, String> variables) throws IOException;
}
