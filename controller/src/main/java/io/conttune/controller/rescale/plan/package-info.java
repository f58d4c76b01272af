/**
 * Reads facts of the cluster and decides how a rescale will be done, or what stands in its way. May
 * read REST and ask the launch planners; never acts. A launch planner may upload a jar that its dry
 * run needs.
 */
package io.conttune.controller.rescale.plan;
