/**
 * The service as users run it, beside many clusters that only play Flink's REST API: what it costs
 * to serve ten, a hundred or a thousand jobs, and how late their polls are.
 */
package io.conttune.benchmark.scale;
