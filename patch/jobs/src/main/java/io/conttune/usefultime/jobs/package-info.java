/** Jobs against the API of Flink 1.12, each with a kind of task whose useful time is measured. */
package io.conttune.usefultime.jobs;
