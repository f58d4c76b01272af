package io.conttune.gp;

/**
 * The parameters that a fit chose, for explanations and plots. The units are those of the
 * surrogate's own axes: parallelism and records per second for {@link RbfSurrogate}, their
 * logarithms for {@link LogLogSurrogate}.
 *
 * @param lengthScale distance over which the curve may bend
 * @param signalDeviation typical distance of the curve from the prior mean
 * @param noiseDeviation deviation of a single sample around the curve; 0 where none is assumed
 * @param negativeLogLikelihood the objective at the chosen values
 */
public record Hyperparameters(
    double lengthScale,
    double signalDeviation,
    double noiseDeviation,
    double negativeLogLikelihood) {}
