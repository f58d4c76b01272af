package io.conttune.controller.loop;

import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.StateFinder;

/** What a control loop sees of the cluster, and does to it. */
public record JobCluster(
    JobMonitor monitor,
    RescalePlanner planner,
    Redeployer redeployer,
    StateFinder storage,
    SavepointDisposer savepoints) {}
