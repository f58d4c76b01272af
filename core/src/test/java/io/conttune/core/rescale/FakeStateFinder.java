package io.conttune.core.rescale;

import java.util.List;

/** A storage that holds what a test puts there. */
public final class FakeStateFinder implements StateFinder {
  private SearchResult answer = new SearchResult.Nothing();

  /** From now on this is the newest state of every rescale. */
  public void holds(CapturedState state) {
    answer = new SearchResult.Found(state);
  }

  /** From now on this place cannot be looked at. */
  public void hides(String place) {
    answer = new SearchResult.NotVisible(List.of(place));
  }

  @Override
  public SearchResult newest(RescaleEntry entry) {
    return answer;
  }
}
