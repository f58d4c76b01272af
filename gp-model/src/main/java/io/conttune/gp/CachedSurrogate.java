package io.conttune.gp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Caches the most recently used fits of another surrogate by their points, so that deciding again
 * on the same history costs nothing. Bounded and thread-safe; two threads that miss at the same
 * time may both fit, with the same result.
 */
public final class CachedSurrogate implements Surrogate {
  private final Surrogate surrogate;
  private final Map<List<Point>, Model> models;

  /**
   * Wraps a surrogate.
   *
   * @param surrogate does the fitting
   * @param capacity number of models to keep, at least 1; the longest unused is dropped
   * @throws IllegalArgumentException if the capacity is below 1
   */
  public CachedSurrogate(Surrogate surrogate, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
    }
    this.surrogate = surrogate;
    this.models = Collections.synchronizedMap(new RecentFits(capacity));
  }

  @Override
  public String name() {
    return surrogate.name();
  }

  @Override
  public Model fit(List<Point> points) {
    List<Point> key = SortedPoints.of(points).asList();
    Model known = models.get(key);
    if (known != null) {
      return known;
    }
    Model fitted = surrogate.fit(key);
    models.put(key, fitted);
    return fitted;
  }

  private static final class RecentFits extends LinkedHashMap<List<Point>, Model> {
    private static final long serialVersionUID = 1;
    private final int capacity;

    RecentFits(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<List<Point>, Model> eldest) {
      return size() > capacity;
    }
  }
}
