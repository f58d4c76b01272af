package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedSurrogateTest {
  private final AtomicInteger fits = new AtomicInteger();
  private final Surrogate counting =
      new Surrogate() {
        @Override
        public String name() {
          return "counting";
        }

        @Override
        public Model fit(List<Point> points) {
          fits.incrementAndGet();
          return new LogLogSurrogate().fit(points);
        }
      };

  @Test
  void fitsTheSameHistoryOnce() {
    Surrogate cached = new CachedSurrogate(counting, 2);

    Model first = cached.fit(List.of(point(1), point(2)));
    Model again = cached.fit(List.of(point(2), point(1)));

    assertThat(again).isSameAs(first);
    assertThat(fits).hasValue(1);
    assertThat(cached.name()).isEqualTo("counting");
  }

  @Test
  void tellsHistoriesApartByTheirSamples() {
    Surrogate cached = new CachedSurrogate(counting, 2);

    cached.fit(List.of(new Point(1, 10, 1)));
    cached.fit(List.of(new Point(1, 10, 2)));

    assertThat(fits).hasValue(2);
  }

  @Test
  void dropsTheLongestUnused() {
    Surrogate cached = new CachedSurrogate(counting, 2);

    cached.fit(List.of(point(1)));
    cached.fit(List.of(point(2)));
    cached.fit(List.of(point(1)));
    cached.fit(List.of(point(3)));
    cached.fit(List.of(point(1)));
    assertThat(fits).hasValue(3);

    cached.fit(List.of(point(2)));
    assertThat(fits).hasValue(4);
  }

  @Test
  void dropsWhatIsBeyondASmallerCapacity() {
    CachedSurrogate cached = new CachedSurrogate(counting, 3);
    cached.fit(List.of(point(1)));
    cached.fit(List.of(point(2)));
    cached.fit(List.of(point(3)));

    cached.keep(1);
    cached.fit(List.of(point(3)));
    assertThat(fits).hasValue(3);
    cached.fit(List.of(point(2)));
    assertThat(fits).hasValue(4);

    cached.keep(2);
    cached.fit(List.of(point(3)));
    cached.fit(List.of(point(2)));
    assertThat(fits).hasValue(5);
  }

  @Test
  void answersManyThreadsAlike() {
    Surrogate cached = new CachedSurrogate(counting, 3);

    List<Double> means =
        IntStream.range(0, 2000)
            .parallel()
            .mapToObj(i -> cached.fit(List.of(point(1 + i % 5))).mean(1))
            .toList();

    for (int i = 0; i < means.size(); i++) {
      assertThat(means.get(i)).isEqualTo(counting.fit(List.of(point(1 + i % 5))).mean(1));
    }
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> new CachedSurrogate(counting, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Point point(int parallelism) {
    return new Point(parallelism, 10.0 * parallelism, 1);
  }
}
