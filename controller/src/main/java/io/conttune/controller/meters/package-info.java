/**
 * The metrics of the service for Prometheus. They are made from the snapshots of the jobs when they
 * are asked for, so that no loop spends time on them. Knows the statuses and the libraries of
 * metrics; opens no store and asks no Flink.
 */
package io.conttune.controller.meters;
