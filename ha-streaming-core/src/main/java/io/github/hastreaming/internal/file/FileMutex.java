package io.github.hastreaming.internal.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time for a file, among the threads and the processes of a host. The lock is on a
 * file of its own beside it ({@code <name>.lock}, never deleted), since the file itself is replaced
 * with each change.
 */
public final class FileMutex {

  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path lockFile;
  private final ReentrantLock threads;
  private final long atMostNanos;

  /** Work under the lock. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  private FileMutex(Path lockFile, Duration atMost) {
    this.lockFile = lockFile;
    this.threads = THREADS.computeIfAbsent(lockFile, path -> new ReentrantLock());
    this.atMostNanos = atMost.toNanos();
  }

  /**
   * The mutex of a file.
   *
   * @param atMost the longest wait for the lock
   */
  public static FileMutex of(Path file, Duration atMost) throws IOException {
    return new FileMutex(lockFileOf(AtomicFile.target(file)), atMost);
  }

  static Path lockFileOf(Path target) {
    return target.resolveSibling(target.getFileName() + ".lock");
  }

  /**
   * Does the work while no other thread or process holds the lock.
   *
   * @throws IOException the work's own, or if the lock cannot be had
   */
  public <T> T locked(Work<T> work) throws IOException {
    long deadline = System.nanoTime() + atMostNanos;
    if (!tryLockThreads()) {
      throw timedOut();
    }
    try (FileChannel channel = open()) {
      FileLock lock = lock(channel, deadline);
      try {
        return work.run();
      } finally {
        lock.release();
      }
    } finally {
      threads.unlock();
    }
  }

  private FileChannel open() throws IOException {
    OwnFiles.requireNoLink(lockFile); // To say so in words; what counts is the option below.
    return PrivateFiles.open(
        lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean tryLockThreads() throws InterruptedIOException {
    try {
      return threads.tryLock(atMostNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the lock " + lockFile);
    }
  }

  private FileLock lock(FileChannel channel, long deadline) throws IOException {
    @Nullable FileLock lock = tryLock(channel);
    while (lock == null) {
      if (System.nanoTime() - deadline >= 0) {
        throw timedOut();
      }
      LockSupport.parkNanos(RETRY_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for the lock " + lockFile);
      }
      lock = tryLock(channel);
    }
    return lock;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held in this JVM by a second copy of this class, in another class loader. The channel is
      // kept: closing it would, on some systems, take the other's lock away.
      return null;
    }
  }

  private IOException timedOut() {
    return new IOException(
        "the lock "
            + lockFile
            + " was held by another process or thread for "
            + TimeUnit.NANOSECONDS.toMillis(atMostNanos)
            + " ms");
  }
}
