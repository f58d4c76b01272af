/**
 * The HTTP server of the service: lets requests in, finds who answers them, bounds what they may
 * cost. Knows the statuses of the jobs, the log and JSON; opens no store and asks no Flink.
 */
package io.conttune.controller.http;
