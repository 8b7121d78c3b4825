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

  /** Some bytes; by their number, none overtakes another. */
  private static final class Chunk implements Delayed {

    private final byte[] bytes;
    private final long dueNanos;
    private final long number;

    Chunk(byte[] bytes, long dueNanos, long number) {
      this.bytes = bytes;
      this.dueNanos = dueNanos;
      this.number = number;
    }

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
  private long chunks;

  DelayedBytes(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  void readUntilEnd(Supplier<Duration> delay) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        add(Arrays.copyOf(buffer, length), delay.get());
      }
    } finally {
      add(END, delay.get());
    }
  }

  private void add(byte[] bytes, Duration delay) {
    underWay.add(new Chunk(bytes, System.nanoTime() + delay.toNanos(), chunks++));
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
