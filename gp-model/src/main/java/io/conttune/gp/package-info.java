/**
 * Surrogates of an operator's processing ability over its parallelism, and the acquisitions that
 * pick a parallelism from one. Pure numerics: depends on commons-math only, and only in {@code
 * internal}.
 */
package io.conttune.gp;
