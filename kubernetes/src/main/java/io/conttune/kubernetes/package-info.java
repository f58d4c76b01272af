/**
 * Changes the FlinkDeployments of Flink's Kubernetes operator through fabric8's client. It knows
 * core and that client, and no other module knows it: it is found on the class path.
 */
package io.conttune.kubernetes;
