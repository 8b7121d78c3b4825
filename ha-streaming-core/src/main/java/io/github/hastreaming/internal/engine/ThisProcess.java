package io.github.hastreaming.internal.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this process signs its changes. */
final class ThisProcess {

  private ThisProcess() {}

  /** Host and process id, such as {@code app-7/4711}. */
  static String name() {
    String host = System.getenv("HOSTNAME");
    if (host == null || host.isBlank()) {
      try {
        host = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        host = "unknown-host";
      }
    }
    return host + "/" + ProcessHandle.current().pid();
  }
}
