package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.ArrivalRates;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSighting.Ended;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSighting.Seen;
import io.conttune.core.metrics.JobSighting.Untunable;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at one job through Flink's REST API, of any version from 1.12 to 2.3.
 *
 * <p>A look costs three requests, of which the looks at several jobs of a cluster may share two,
 * one or two more for each source, one more for each vertex where times come from gauges, and one
 * more for each vertex whose subtasks may be unevenly busy. Flink fetches metrics only when asked
 * and at most every 10 s (metrics.fetcher.update-interval), so a look may show values that are as
 * old as the look before or 10 s; {@link MetricsWindow} is built for that.
 */
public final class RestJobMonitor implements JobMonitor {
  private static final String GROUP = "slotSharingGroupId";
  private static final Run NONE = new Run("", 0, Instant.EPOCH);

  private final FlinkRest flink;
  private final ClusterReplies shared;
  private final Duration sharedFor;
  private final JobSelector selector;
  private final PollClock clock;
  private final SampleReader samples;
  private final KnownGraph known = new KnownGraph();
  private Run run = NONE;
  private Instant sinceBeforeJump = Instant.MAX;

  /**
   * A monitor of the job that {@code selector} names.
   *
   * @param clock dates the looks. If its time of day jumps, a run that was seen before counts as
   *     another one, so that no look before the jump is compared with one after it
   */
  public RestJobMonitor(
      FlinkRest flink, JobSelector selector, MetricSource source, SteadyClock clock) {
    this(new ClusterReplies(flink, clock), Duration.ZERO, selector, source, clock);
  }

  /**
   * A monitor that shares what tells of the whole cluster with those of other jobs.
   *
   * @param shared what the cluster told, and its client
   * @param sharedFor the age up to which they are used: the time between two looks. What does not
   *     fit what the cluster says of the job is asked for anew
   */
  public RestJobMonitor(
      ClusterReplies shared,
      Duration sharedFor,
      JobSelector selector,
      MetricSource source,
      SteadyClock clock) {
    this.flink = shared.flink();
    this.shared = shared;
    this.sharedFor = sharedFor;
    this.selector = selector;
    this.clock = new PollClock(clock);
    this.samples = new SampleReader(new VertexMetrics(flink), new BusiestSubtasks(flink), source);
  }

  /**
   * A job's latest time of RUNNING.
   *
   * @param runningAt by Flink's clock, in milliseconds
   * @param since the same by the controller's clock, as estimated when this run was first seen;
   *     kept because an estimate that moved would look like a restart
   */
  private record Run(String jobId, long runningAt, Instant since) {}

  @Override
  public JobSighting look() throws FlinkUnavailableException {
    ClusterReplies.Reply list = shared.within(sharedFor, JobList.PATH);
    if (!list.isNew()) {
      Optional<JobSighting> seen = asListed(list.answered());
      if (seen.isPresent()) {
        return seen.get();
      }
    }
    return among(list.isNew() ? list.answered() : shared.anew(JobList.PATH));
  }

  @Override
  public JobSighting lookAnew() throws FlinkUnavailableException {
    return among(flink.fetch(JobList.PATH));
  }

  private JobSighting among(FlinkReply.Answered list) throws FlinkUnavailableException {
    JobList jobs = JobList.of(list, selector);
    Optional<JobListing> only = jobs.onlyLive(selector);
    if (only.isEmpty()) {
      return jobs.notOne(selector);
    }
    Instant takenAt = begin();
    return look(only.get(), JsonFields.of(flink.fetch(path(only.get()))), takenAt);
  }

  /**
   * A look at the job that a list from before names, if that job still lives; empty if the list has
   * to be asked for anew.
   */
  private Optional<JobSighting> asListed(FlinkReply.Answered list)
      throws FlinkUnavailableException {
    Optional<JobListing> only = only(list);
    if (only.isEmpty()) {
      return Optional.empty();
    }
    Instant takenAt = begin();
    Optional<FlinkReply.Answered> details =
        flink.ask(path(only.get())).match(Optional::of, refused -> Optional.empty());
    if (details.isEmpty()) {
      return Optional.empty();
    }
    JsonFields job = JsonFields.of(details.get());
    return JobState.of(job.text("state")).isTerminal()
        ? Optional.empty()
        : Optional.of(look(only.get(), job, takenAt));
  }

  private Optional<JobListing> only(FlinkReply.Answered list) {
    try {
      return JobList.of(list, selector).onlyLive(selector);
    } catch (FlinkUnavailableException unreadable) {
      // The next list may be better, and tells the same if it is not.
      return Optional.empty();
    }
  }

  private static String path(JobListing job) {
    return "/jobs/" + job.id();
  }

  /** The date of the look that begins now. */
  private Instant begin() {
    if (clock.hasJumped() && !run.equals(NONE)) {
      sinceBeforeJump = run.since();
      run = NONE;
    }
    return clock.now();
  }

  private JobSighting look(JobListing listing, JsonFields job, Instant takenAt)
      throws FlinkUnavailableException {
    JobState state = JobState.of(ClusterJobs.ofJob(listing.id(), job).text("state"));
    if (state.isTerminal()) {
      return new NotSeen(
          "%s has ended: %s".formatted(listing.describe(), job.text("state")),
          new Ended(listing.id(), state));
    }
    if (state != JobState.RUNNING && job.objects("vertices").isEmpty()) {
      return new NotSeen(
          listing.describe() + " is starting and has no job vertices yet",
          new Untunable(listing.id()));
    }
    if (!listing.hasName()) {
      return new NotSeen(
          listing.describe()
              + " cannot be followed over a redeployment; give it one in"
              + " StreamExecutionEnvironment.execute(\"name\")",
          new Untunable(listing.id()));
    }
    if (isBatch(job)) {
      return new NotSeen(
          listing.describe() + " runs in BATCH mode; only streaming jobs can be tuned",
          new Untunable(listing.id()));
    }
    return new Seen(snapshot(listing, job, state, takenAt));
  }

  private static boolean isBatch(JsonFields job) throws FlinkUnavailableException {
    return job.node().path("job-type").asText("").equals("BATCH")
        || job.object("plan").node().path("type").asText("").equals("BATCH");
  }

  private JobSnapshot snapshot(JobListing listing, JsonFields job, JobState state, Instant takenAt)
      throws FlinkUnavailableException {
    KnownGraph.Shown shown = known.read(job);
    JobGraph graph = shown.graph();
    // What the cluster told before the run began counts its slots as they were then.
    Duration slotsFor = isNewRun(listing.id(), job) ? Duration.ZERO : sharedFor;
    follow(listing.id(), job, takenAt);
    Map<OperatorId, VertexSample> sampled = new LinkedHashMap<>();
    List<JsonFields> vertices = job.objects("vertices");
    for (int i = 0; i < vertices.size(); i++) {
      JobVertex vertex = shown.vertices().get(i);
      SampleReader.Shown of = new SampleReader.Shown(listing.id(), graph, vertex, vertices.get(i));
      sampled.put(
          vertex.id(), state == JobState.RUNNING ? samples.read(of) : samples.withoutMetrics(of));
    }
    return new JobSnapshot(
        listing.id(),
        listing.name(),
        state,
        takenAt,
        run.since(),
        graph,
        sampled,
        ClusterOverview.slots(shared.within(slotsFor, ClusterOverview.PATH).answered()),
        sharing(shown.vertices(), vertices),
        ArrivalRates.NONE);
  }

  private boolean isNewRun(String jobId, JsonFields job) throws FlinkUnavailableException {
    return !run.jobId().equals(jobId) || run.runningAt() != runningAt(job);
  }

  private static long runningAt(JsonFields job) throws FlinkUnavailableException {
    return job.object("timestamps").number("RUNNING");
  }

  private void follow(String jobId, JsonFields job, Instant takenAt)
      throws FlinkUnavailableException {
    if (isNewRun(jobId, job)) {
      long runningAt = runningAt(job);
      long age = runningAt > 0 ? Math.max(0, job.number("now") - runningAt) : 0;
      Instant since = takenAt.minus(Duration.ofMillis(age));
      // By the same date, looks before and after a jump would be taken for looks at one run.
      boolean isAsBefore = since.equals(sinceBeforeJump);
      run = new Run(jobId, runningAt, isAsBefore ? since.minusNanos(1) : since);
      samples.follow(run);
    }
  }

  /** The groups that Flink tells from 1.20 on. */
  private static SlotSharing sharing(List<JobVertex> vertices, List<JsonFields> json)
      throws FlinkUnavailableException {
    Map<OperatorId, String> groups = new LinkedHashMap<>();
    for (int i = 0; i < json.size(); i++) {
      if (!json.get(i).has(GROUP)) {
        return SlotSharing.NOT_TOLD;
      }
      groups.put(vertices.get(i).id(), json.get(i).text(GROUP));
    }
    return new SlotSharing(groups);
  }
}
