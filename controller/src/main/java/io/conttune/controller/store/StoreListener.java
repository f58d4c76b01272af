package io.conttune.controller.store;

import java.nio.file.Path;

/** Hears what the operator of the service should know about the store. Any thread may call it. */
public interface StoreListener {
  /** A listener that does nothing, for whoever has no log. */
  static StoreListener silent() {
    return new StoreListener() {
      @Override
      public void created(String place) {}

      @Override
      public void exposed(Path file, String permissions, String remedy) {}
    };
  }

  /** A new store was made at this place; it knows of no earlier rescale. */
  void created(String place);

  /**
   * Other users may, or might until now, read a file of the store.
   *
   * @param permissions as {@code rw-r--r--}
   * @param remedy what was done about it, or what a person should do
   */
  void exposed(Path file, String permissions, String remedy);
}
