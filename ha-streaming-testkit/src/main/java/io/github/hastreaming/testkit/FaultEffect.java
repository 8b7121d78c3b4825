package io.github.hastreaming.testkit;

import java.io.IOException;
import wiremock.jakarta.servlet.ServletException;

/** What happens to a call that a fault hits. */
interface FaultEffect {
  void hit(FaultedCall call) throws IOException, ServletException;

  /** Instead of the service's answer; nothing is processed. */
  record AnswerInstead(FaultAnswer answer) implements FaultEffect {
    @Override
    public void hit(FaultedCall call) throws IOException {
      call.answer(answer);
    }

    @Override
    public String toString() {
      return answer.toString();
    }
  }

  /** Processed at once. */
  record AnswerLate(Latency latency) implements FaultEffect {
    @Override
    public void hit(FaultedCall call) throws IOException, ServletException {
      call.processAndAnswerLate(latency);
    }

    @Override
    public String toString() {
      return "delay " + latency;
    }
  }

  /** Processed when the time is over. */
  record ProcessLate(Latency latency) implements FaultEffect {
    @Override
    public void hit(FaultedCall call) {
      call.handleLate(latency);
    }

    @Override
    public String toString() {
      return "slow " + latency;
    }
  }

  /** The connection breaks, or nothing comes through it. */
  enum BrokenConnection implements FaultEffect {
    HANG {
      @Override
      public void hit(FaultedCall call) {
        call.hang();
      }
    },
    RESET_BEFORE_PROCESSING {
      @Override
      public void hit(FaultedCall call) {
        Connections.reset(call.connection());
      }
    },
    RESET_AFTER_PROCESSING {
      @Override
      public void hit(FaultedCall call) throws IOException, ServletException {
        call.process();
        Connections.reset(call.connection());
      }
    },
    TRUNCATED_ANSWER {
      @Override
      public void hit(FaultedCall call) throws IOException, ServletException {
        call.process().releaseHalf(call.connection()::close);
      }
    },
    REFUSED {
      @Override
      public void hit(FaultedCall call) {
        throw new IllegalStateException("a request came through a closed port");
      }
    }
  }
}
