/**
 * Reads facts of the cluster and decides how a rescale will be done, or what stands in its way. May
 * read REST and ask the launch planners; never acts.
 */
package io.conttune.controller.rescale.plan;
