package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.Pace;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a loop does.
 *
 * @param jobName for whom
 * @param controllers gives one that has seen nothing yet
 * @param lease on the job
 * @param pace of the steps
 * @param claimEvery how soon a controller that stands by asks for the lease again
 */
record JobTask(
    String jobName,
    Supplier<JobController> controllers,
    JobLease lease,
    Pace pace,
    Duration claimEvery) {}
