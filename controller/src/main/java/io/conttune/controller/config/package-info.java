/**
 * Configuration: one YAML file for the service and one per job, read into immutable records. All
 * faults of all files are collected, each with its position; nothing here touches a cluster.
 */
package io.conttune.controller.config;
