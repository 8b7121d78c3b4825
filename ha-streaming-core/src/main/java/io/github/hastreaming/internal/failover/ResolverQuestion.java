package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.failover.SecondaryFinder.Answer;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A question to the resolver: asked once for all who ask at the same time, in the background. */
final class ResolverQuestion {

  private static final Answer FAILED = Answer.failed("the resolver failed");

  private final Supplier<Answer> question;
  private final TimeSource time;
  private @Nullable CompletableFuture<Answer> running;
  private @Nullable Answer lastNone;
  private long lastAnsweredAt;

  ResolverQuestion(Supplier<Answer> question, TimeSource time) {
    this.question = question;
    this.time = time;
  }

  CompletableFuture<Answer> ask() {
    CompletableFuture<Answer> asked;
    synchronized (this) {
      if (running != null) {
        return running;
      }
      long age = time.nanoTime() - lastAnsweredAt;
      if (lastNone != null && age < Defaults.RESOLVER_NEGATIVE_ANSWER.toNanos()) {
        return CompletableFuture.completedFuture(lastNone);
      }
      asked = new CompletableFuture<>();
      running = asked;
    }
    time.execute(() -> answer(asked));
    return asked;
  }

  synchronized boolean isAsked() {
    return running != null;
  }

  private void answer(CompletableFuture<Answer> asked) {
    Answer answer = FAILED;
    try {
      answer = question.get();
    } finally {
      synchronized (this) {
        running = null;
        lastNone = answer.isEmpty() ? answer : null;
        lastAnsweredAt = time.nanoTime();
      }
      asked.complete(answer);
    }
  }
}
