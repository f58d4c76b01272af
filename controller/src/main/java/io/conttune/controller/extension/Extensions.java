package io.conttune.controller.extension;

import io.conttune.core.extension.Extension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The extensions of one kind that are on the class path.
 *
 * @param found by their names, in the order of the class path
 * @param broken one sentence for each that a jar names and that cannot be made
 */
public record Extensions<E extends Extension>(Map<String, E> found, List<String> broken) {
  /** So many broken ones in a row are one that never ends. */
  private static final int MOST_BROKEN = 100;

  public Extensions {
    found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
    broken = List.copyOf(broken);
  }

  /** Looks for those of this kind. Of two with one name the first counts. */
  public static <E extends Extension> Extensions<E> of(Class<E> kind) {
    Map<String, E> found = new LinkedHashMap<>();
    List<String> broken = new ArrayList<>();
    Iterator<E> each = ServiceLoader.load(kind, Extensions.class.getClassLoader()).iterator();
    boolean goesOn = true;
    while (goesOn && broken.size() < MOST_BROKEN) {
      try {
        goesOn = each.hasNext();
        if (goesOn) {
          E extension = each.next();
          found.putIfAbsent(String.valueOf(extension.name()), extension);
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        broken.add(String.valueOf(e));
      }
    }
    return new Extensions<>(found, broken);
  }

  /** The one of this name; empty if there is none. */
  public Optional<E> named(String name) {
    return Optional.ofNullable(found.get(name));
  }

  /** The names of all. */
  public List<String> names() {
    return found.keySet().stream().sorted().toList();
  }
}
