/**
 * How long the surrogates take and what they allocate, measured by JMH in JVMs of their own. Run by
 * {@code ./conttune bench-model}, never by a build.
 */
package io.conttune.benchmark.jmh;
