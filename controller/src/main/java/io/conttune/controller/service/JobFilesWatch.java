package io.conttune.controller.service;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader.JobFiles;
import io.conttune.controller.input.Fault;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at the files of the jobs again and again. Of a file with a fault its last good contents
 * hold, and the fault is told once for as long as it stays the same. Not thread-safe.
 */
public final class JobFilesWatch {
  private static final String KEEPS =
      "the job goes on as its file said before; correct the file, it is looked at every few"
          + " seconds";
  private static final String WAITS =
      "the job of this file is left alone, even in the middle of a rescale; correct the file, it is"
          + " looked at every few seconds";

  private final Supplier<JobFiles> files;
  private final EventLog log;
  private final Map<String, JobConfig> good = new LinkedHashMap<>();
  private final Map<String, List<String>> told = new HashMap<>();

  /** Files that were not there at the last look: an editor may be just replacing them. */
  private Set<String> missing = Set.of();

  /**
   * A watch that has not looked yet.
   *
   * @param files reads the files anew
   */
  public JobFilesWatch(Supplier<JobFiles> files, EventLog log) {
    this.files = files;
    this.log = log;
  }

  /**
   * Looks at the files, and returns the jobs that they are for. A directory that cannot be read, or
   * has no job file, is taken for a mistake: then the jobs of the last look are returned.
   */
  public List<JobConfig> look() {
    return take(files.get());
  }

  /** The same for files that have just been read. */
  public List<JobConfig> take(JobFiles read) {
    tell(read);
    if (!isDirectoryFaulty(read)) {
      good.putAll(read.valid());
      forgetGone(read);
    }
    Map<String, JobConfig> byName = new LinkedHashMap<>();
    good.values().forEach(job -> byName.put(job.job(), job));
    return List.copyOf(byName.values());
  }

  private static boolean isDirectoryFaulty(JobFiles read) {
    return read.faultsByFile().containsKey(read.directory().toString());
  }

  /** A file is gone when it is missing for the second time. */
  private void forgetGone(JobFiles read) {
    Set<String> gone = new HashSet<>(good.keySet());
    gone.removeAll(read.valid().keySet());
    gone.removeAll(read.faultsByFile().keySet());
    good.keySet().removeIf(file -> gone.contains(file) && missing.contains(file));
    missing = Set.copyOf(gone);
  }

  private void tell(JobFiles read) {
    Map<String, List<Fault>> faults = read.faultsByFile();
    faults.forEach(
        (file, ofFile) -> {
          List<String> lines = Fault.lines(ofFile);
          if (!lines.equals(told.put(file, lines))) {
            log.log(
                Event.of(EventName.JOB_FILE_FAULTY)
                    .with("file", PrintableText.of(file))
                    .with("faults", lines)
                    .with("next", good.containsKey(file) ? KEEPS : WAITS));
          }
        });
    if (isDirectoryFaulty(read)) {
      // Then nothing is known of any file in it.
      return;
    }
    for (String file : new ArrayList<>(told.keySet())) {
      if (!faults.containsKey(file)) {
        told.remove(file);
        tellCorrect(file, read);
      }
    }
  }

  /** A file that is not there any more was not corrected. */
  private void tellCorrect(String file, JobFiles read) {
    if (read.valid().containsKey(file) || file.equals(read.directory().toString())) {
      log.log(Event.of(EventName.JOB_FILE_CORRECT).with("file", PrintableText.of(file)));
    }
  }
}
