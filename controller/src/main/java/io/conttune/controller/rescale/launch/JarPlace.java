package io.conttune.controller.rescale.launch;

import io.conttune.controller.rescale.launch.ClusterJars.Listed;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.JarCopy;
import java.util.List;
import java.util.Optional;

/** The place from which launches take their jars: the cluster, or the controller's own store. */
interface JarPlace {
  /** The jars that somebody has put there without the controller. */
  List<Listed> all() throws FlinkUnavailableException;

  /** The id under which the jar of this launch is there, from its copy if it was lost. */
  Optional<String> again(Launch.Jar launch) throws FlinkUnavailableException;

  /** The id of the jar with this content, which is put there if it is missing. */
  String supply(JarCopy copy, byte[] content) throws FlinkUnavailableException;
}
