package io.conttune.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private final ToldJob job = new ToldJob();
  private final Probes probes = new Probes(job.board::jobs);

  @Test
  void aServiceWithoutLoopsIsLiveAndNotReady() {
    Probes starting = new Probes(List::of);

    assertThat(starting.live()).isEqualTo(Reply.line(200, "live"));
    assertThat(starting.ready()).isEqualTo(Reply.line(503, "not ready: the service is starting"));
  }

  @Test
  void itIsReadyWhenEveryLoopHasTakenAStep() throws Exception {
    assertThat(probes.ready().status()).isEqualTo(503);

    job.measuring("job-1");

    assertThat(probes.ready()).isEqualTo(Reply.line(200, "ready"));
  }

  @Test
  void aFlinkThatIsAwayIsNoFaultOfTheService() {
    job.step(new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()));

    assertThat(probes.ready().status()).isEqualTo(200);
  }

  @Test
  void itIsNotReadyWhileTheStoreFails() {
    job.hear(new LoopNews.StoreFailed(new StoreUnavailableException("disk full")));

    assertThat(probes.ready())
        .isEqualTo(Reply.line(503, "not ready: job WordCount: store_failed: disk full"));
    assertThat(probes.live().status()).isEqualTo(200);
  }

  @Test
  void itIsNotLiveWhileALoopHangs() {
    job.clock.advance(Probes.LONGEST_SILENCE);

    assertThat(probes.live())
        .isEqualTo(
            Reply.line(
                503, "not live: the control loop of job WordCount has been silent for 15 minutes"));
  }
}
