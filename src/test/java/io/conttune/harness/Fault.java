package io.conttune.harness;

import java.time.Duration;

/** A fault of one call on its way. */
@FunctionalInterface
interface Fault {
  /** The cluster, behind the proxy. */
  @FunctionalInterface
  interface Forward {
    Reply send() throws InterruptedException;
  }

  /** What the caller gets, after the call was forwarded, or was not. */
  Reply answer(Forward cluster) throws InterruptedException;

  /** Faults of a network, and of what stands in it. */
  enum OfNetwork implements Fault {
    /** The connection is closed before the call has arrived. */
    CUT {
      @Override
      public Reply answer(Forward cluster) {
        return Reply.cut();
      }
    },
    /** The call arrives late; the caller may have given up by then. */
    DELAYED {
      @Override
      public Reply answer(Forward cluster) throws InterruptedException {
        Thread.sleep(DELAY.toMillis());
        return cluster.send();
      }
    },
    /** Somebody on the way fails. */
    ERROR_500 {
      @Override
      public Reply answer(Forward cluster) {
        return Reply.whole(500, "{\"errors\":[\"Internal server error.\"]}");
      }
    },
    /** Somebody else answers. */
    GARBAGE {
      @Override
      public Reply answer(Forward cluster) {
        return Reply.whole(200, "<html><body>Welcome to the guest network</body></html>");
      }
    },
    /** The call was carried out, its answer breaks off. */
    HALF_A_BODY {
      @Override
      public Reply answer(Forward cluster) throws InterruptedException {
        return cluster.send().half();
      }
    },
    /** The call was carried out, nobody hears of it. */
    REPLY_LOST {
      @Override
      public Reply answer(Forward cluster) throws InterruptedException {
        Reply unused = cluster.send();
        return Reply.cut();
      }
    };

    private static final Duration DELAY = Duration.ofSeconds(5);
  }

  /** Does this when the call is there, and never lets it arrive. */
  static Fault instead(Runnable action) {
    return cluster -> {
      action.run();
      return Reply.cut();
    };
  }

  /** Does this when the call is there, and then lets it pass. */
  static Fault first(Runnable action) {
    return cluster -> {
      action.run();
      return cluster.send();
    };
  }

  /** Does this when the call was carried out, and then lets its answer pass. */
  static Fault then(Runnable action) {
    return cluster -> {
      Reply reply = cluster.send();
      action.run();
      return reply;
    };
  }

  /** Does this when the call was carried out, before its answer is on its way. */
  static Fault after(Runnable action) {
    return cluster -> {
      Reply unused = cluster.send();
      action.run();
      return Reply.cut();
    };
  }
}
