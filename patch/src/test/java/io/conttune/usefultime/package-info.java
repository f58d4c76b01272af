/** Tests of what is added to Flink, run against every version that is patched. */
package io.conttune.usefultime;
