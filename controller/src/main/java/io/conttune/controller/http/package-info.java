/**
 * The HTTP server of the service: takes requests, finds who answers them, bounds what they may
 * cost. Knows the statuses of the jobs and the log; opens no store and asks no Flink.
 */
package io.conttune.controller.http;
