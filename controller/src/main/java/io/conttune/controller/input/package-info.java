/**
 * Input of people, be it YAML, CSV or a command line: faults with positions, suggestions for typing
 * mistakes, durations. Knows the JDK only.
 */
package io.conttune.controller.input;
