package io.conttune.harness;

import io.conttune.collector.FlinkVersion;
import io.conttune.patched.PatchedFlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A job with keyed state that tells afterwards whether it has counted every record once. */
interface MatrixJob {
  /** Its name on the cluster. */
  String name();

  /** The arguments with this in the place of the parallelism of the count. */
  List<String> arguments(String count);

  /** The arguments with which the count follows the parallelism of the job. */
  List<String> following();

  /** Lets its input end, if that does not end by itself. */
  void endInput() throws IOException;

  /** Records that were lost and that were counted twice, once it has finished. */
  Audit.Counted counted() throws IOException;

  /**
   * The jar whose program runs on this version. The interfaces of the audited job's sinks are of
   * 1.19; the other job uses those that 2.0 has removed.
   */
  static Path jar(FlinkVersion version, Path directory) throws IOException {
    return isAudited(version)
        ? AuditedJar.writeTo(directory)
        : PatchedFlink.built("jobs/target/useful-time-jobs.jar");
  }

  /** A job that begins now. */
  static MatrixJob startingNow(FlinkVersion version, String name, Path directory)
      throws IOException {
    return isAudited(version)
        ? new Numbers(AuditedRun.startingNow(name, directory, Load.LIGHT, Map.of()))
        : TotalsRun.startingNow(name, directory);
  }

  private static boolean isAudited(FlinkVersion version) {
    return version.isAtLeast(1, 19);
  }

  /** The audited job; what counts is its state. */
  final class Numbers implements MatrixJob {
    private final AuditedRun run;
    private long records;

    Numbers(AuditedRun run) {
      this.run = run;
    }

    @Override
    public String name() {
      return run.name();
    }

    @Override
    public List<String> arguments(String count) {
      return run.arguments("1", count);
    }

    @Override
    public List<String> following() {
      return run.followingArguments();
    }

    @Override
    public void endInput() throws IOException {
      records = run.endSoon();
    }

    @Override
    public Audit.Counted counted() throws IOException {
      return run.audit(records).state();
    }
  }
}
