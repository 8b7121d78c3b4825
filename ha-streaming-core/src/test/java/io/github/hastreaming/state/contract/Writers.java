package io.github.hastreaming.state.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;

/** Threads that do something at the same moment. */
final class Writers {

  private Writers() {}

  /** What each writer, numbered from 0, got. */
  static List<Boolean> atOnce(int writers, IntPredicate work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int number = 0; number < writers; number++) {
        int writer = number;
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.test(writer);
                }));
      }
      List<Boolean> answers = new ArrayList<>();
      for (Future<Boolean> result : results) {
        answers.add(result.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
