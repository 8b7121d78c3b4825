package io.github.hastreaming.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import wiremock.org.eclipse.jetty.server.HttpOutput;
import wiremock.org.eclipse.jetty.server.HttpOutput.Interceptor;
import wiremock.org.eclipse.jetty.util.BufferUtil;
import wiremock.org.eclipse.jetty.util.Callback;

/** Keeps an answer back that the service believes it has sent. */
final class HeldAnswer implements Interceptor {
  private final Interceptor connection;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private HeldAnswer(Interceptor connection) {
    this.connection = connection;
  }

  /** From now on, what is written to the output is held. */
  static HeldAnswer of(HttpOutput output) {
    HeldAnswer answer = new HeldAnswer(output.getInterceptor());
    output.setInterceptor(answer);
    return answer;
  }

  @Override
  public void write(ByteBuffer content, boolean last, Callback callback) {
    body.writeBytes(BufferUtil.toArray(content));
    BufferUtil.clear(content);
    callback.succeeded();
  }

  @Override
  public Interceptor getNextInterceptor() {
    return connection;
  }

  /** Sends the answer, with headers that promise all of it, then runs the action. */
  void release(Runnable afterwards) {
    connection.write(ByteBuffer.wrap(body.toByteArray()), true, Callback.from(afterwards));
  }

  /** Sends the headers and the first half of the body, then runs the action. */
  void releaseHalf(Runnable afterwards) {
    ByteBuffer half = ByteBuffer.wrap(body.toByteArray(), 0, body.size() / 2);
    connection.write(half, false, Callback.from(afterwards));
  }
}
