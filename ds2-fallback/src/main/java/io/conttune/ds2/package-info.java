/**
 * DS2, the linear method: parallelism in proportion to the rate, over the whole job graph. Serves
 * as a tuner of its own and as the fallback of conservative Bayesian optimisation. Pure; depends on
 * core only.
 */
package io.conttune.ds2;
