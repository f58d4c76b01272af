/**
 * The numerical tools behind the surrogates: factorisation, minimisation, the normal distribution.
 * Nobody's API; the only package that may import commons-math.
 */
package io.conttune.gp.internal;
