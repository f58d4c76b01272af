package io.conttune.flink;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a cluster of processes unless a test says otherwise: loopback only, quick
 * answers, quick detection of what died, little memory. Every key is known to all lines from 1.12
 * to 2.3.
 */
final class FlinkSettings {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String STARTUP = "60000";

  private FlinkSettings() {}

  static Map<String, String> of(Path root, Ports ports, int slots) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(addresses(ports));
    settings.putAll(places(root));
    settings.putAll(timing());
    settings.putAll(memory());
    settings.put("taskmanager.numberOfTaskSlots", String.valueOf(slots));
    settings.put("web.submit.enable", "true");
    return settings;
  }

  private static Map<String, String> addresses(Ports ports) {
    return Map.ofEntries(
        Map.entry("jobmanager.rpc.address", LOOPBACK),
        Map.entry("jobmanager.rpc.port", String.valueOf(ports.jobManager())),
        Map.entry("jobmanager.bind-host", LOOPBACK),
        Map.entry("taskmanager.host", LOOPBACK),
        Map.entry("taskmanager.bind-host", LOOPBACK),
        Map.entry("blob.server.port", "0"),
        Map.entry("rest.address", LOOPBACK),
        Map.entry("rest.bind-address", LOOPBACK),
        Map.entry("rest.port", String.valueOf(ports.rest())),
        Map.entry("rest.bind-port", String.valueOf(ports.rest())));
  }

  private static Map<String, String> places(Path root) {
    return Map.of(
        "io.tmp.dirs", root.resolve("tmp").toString(),
        "web.tmpdir", root.resolve("web").toString(),
        // Named, so that a job manager that is started again still has the jars.
        "web.upload.dir", root.resolve("web").toString(),
        "state.checkpoints.dir", root.resolve("checkpoints").toUri().toString(),
        "state.savepoints.dir", root.resolve("savepoints").toUri().toString());
  }

  /** In plain milliseconds, which every line reads. */
  private static Map<String, String> timing() {
    return Map.of(
        "web.refresh-interval", "200",
        "metrics.fetcher.update-interval", "500",
        "slot.request.timeout", "6000",
        "cluster.registration.error-delay", "500",
        "heartbeat.interval", "1000",
        "heartbeat.timeout", "8000",
        // By default 10 s, which a busy machine takes; the name changed in 1.18.
        "akka.startup-timeout", STARTUP,
        "pekko.startup-timeout", STARTUP);
  }

  /** A task manager by itself needs them all: the scripts of a distribution compute them. */
  private static Map<String, String> memory() {
    return Map.ofEntries(
        Map.entry("taskmanager.cpu.cores", "2"),
        Map.entry("taskmanager.memory.framework.heap.size", "128mb"),
        Map.entry("taskmanager.memory.framework.off-heap.size", "128mb"),
        Map.entry("taskmanager.memory.task.heap.size", "256mb"),
        Map.entry("taskmanager.memory.task.off-heap.size", "0mb"),
        Map.entry("taskmanager.memory.managed.size", "32mb"),
        Map.entry("taskmanager.memory.network.min", "64mb"),
        Map.entry("taskmanager.memory.network.max", "64mb"),
        Map.entry("taskmanager.memory.jvm-metaspace.size", "256mb"),
        Map.entry("taskmanager.memory.jvm-overhead.min", "192mb"),
        Map.entry("taskmanager.memory.jvm-overhead.max", "192mb"));
  }
}
