package io.conttune.benchmark.played;

import java.time.Duration;

/**
 * The jobs that a service is given to serve.
 *
 * @param jobs number of them, at least 1
 * @param jobsPerCluster most jobs of one cluster, at least 1
 * @param operators job vertices of each job, its source included, at least 2
 * @param poll the time between two looks at a job
 */
public record Load(int jobs, int jobsPerCluster, int operators, Duration poll) {
  /** The number of clusters that these jobs need. */
  public int clusters() {
    return (jobs + jobsPerCluster - 1) / jobsPerCluster;
  }

  /** The number of jobs of the cluster of this number, from 0 on. */
  public int jobsOf(int cluster) {
    return Math.min(jobsPerCluster, jobs - cluster * jobsPerCluster);
  }

  /** Where the jobs of a cluster begin among all jobs. */
  public int firstOf(int cluster) {
    return cluster * jobsPerCluster;
  }
}
