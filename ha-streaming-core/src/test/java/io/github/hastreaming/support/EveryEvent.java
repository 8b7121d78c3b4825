package io.github.hastreaming.support;

import io.github.hastreaming.event.FailoverListener;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** A listener that does the same at each event, also at those to come. */
public final class EveryEvent {

  private EveryEvent() {}

  public static FailoverListener does(Consumer<Object> reaction) {
    return (FailoverListener)
        Proxy.newProxyInstance(
            FailoverListener.class.getClassLoader(),
            new Class<?>[] {FailoverListener.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("on")) {
                reaction.accept(arguments[0]);
              }
              return method.getName().equals("hashCode") ? 0 : null;
            });
  }
}
