package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.Pace;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Everything that the loop of one job needs.
 *
 * @param jobName the job that is tuned
 * @param flink address of its cluster, for people
 * @param controllers makes a controller that has seen nothing yet
 * @param lease the right to act on the job
 * @param pace the time between steps
 * @param claimEvery the time between two requests for the lease while another controller has it
 */
record JobTask(
    String jobName,
    URI flink,
    Supplier<JobController> controllers,
    JobLease lease,
    Pace pace,
    Duration claimEvery) {}
