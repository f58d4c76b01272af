package io.conttune.controller.rescale.launch;

import io.conttune.controller.rescale.launch.ClusterJars.Listed;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.JarCopy;
import java.util.List;
import java.util.Optional;

/** The copies that the controller keeps, for launches that put no jar on the cluster before. */
record KeptJars(JarStore copies) implements JarPlace {
  @Override
  public List<Listed> all() {
    return List.of();
  }

  @Override
  public Optional<String> again(Launch.Jar launch) {
    return launch.copy().filter(copy -> copies.content(copy).isPresent()).map(JarCopy::fileName);
  }

  @Override
  public String supply(JarCopy copy, byte[] content) {
    copies.keep(copy, content);
    return copy.fileName();
  }
}
