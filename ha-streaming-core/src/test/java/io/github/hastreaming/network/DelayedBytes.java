package io.github.hastreaming.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One direction of a connection: bytes are read as they come and written when they are due. */
final class DelayedBytes {

  private static final byte[] END = {};

  /**
   * Some bytes.
   *
   * @param number of the chunk: none overtakes another
   */
  private record Chunk(byte[] bytes, long dueNanos, long number) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(number, ((Chunk) other).number);
    }
  }

  private final InputStream in;
  private final OutputStream out;
  private final BlockingQueue<Chunk> underWay = new DelayQueue<>();
  private long count;

  DelayedBytes(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  void readUntilEnd(Supplier<Duration> delay) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        add(Arrays.copyOf(buffer, count), delay.get());
      }
    } finally {
      add(END, delay.get());
    }
  }

  private void add(byte[] bytes, Duration delay) {
    underWay.add(new Chunk(bytes, System.nanoTime() + delay.toNanos(), count++));
  }

  void writeUntilEnd() throws IOException, InterruptedException {
    for (Chunk chunk = underWay.take(); ; chunk = underWay.take()) {
      if (chunk.bytes == END) {
        return;
      }
      out.write(chunk.bytes);
    }
  }
}
