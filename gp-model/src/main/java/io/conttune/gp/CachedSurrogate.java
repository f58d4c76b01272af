package io.conttune.gp;

import java.util.Iterator;
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
  private int capacity;

  /**
   * Wraps a surrogate.
   *
   * @param surrogate does the fitting
   * @param capacity number of models to keep, at least 1; the longest unused is dropped
   * @throws IllegalArgumentException if the capacity is below 1
   */
  public CachedSurrogate(Surrogate surrogate, int capacity) {
    this.surrogate = surrogate;
    this.models = new LinkedHashMap<>(16, 0.75f, true);
    keep(capacity);
  }

  /**
   * From now on keeps so many models, and drops those beyond.
   *
   * @param most at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public void keep(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, was " + most);
    }
    synchronized (models) {
      capacity = most;
      dropUnused();
    }
  }

  private void dropUnused() {
    Iterator<List<Point>> longestUnused = models.keySet().iterator();
    while (models.size() > capacity) {
      longestUnused.next();
      longestUnused.remove();
    }
  }

  @Override
  public String name() {
    return surrogate.name();
  }

  @Override
  public Model fit(List<Point> points) {
    List<Point> key = SortedPoints.of(points).asList();
    synchronized (models) {
      Model known = models.get(key);
      if (known != null) {
        return known;
      }
    }
    Model fitted = surrogate.fit(key);
    synchronized (models) {
      models.put(key, fitted);
      dropUnused();
    }
    return fitted;
  }
}
