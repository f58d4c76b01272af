/**
 * Input of people, be it YAML, CSV or a command line: files of text within a bound, faults with
 * positions, suggestions for typing mistakes. Knows core only.
 */
package io.conttune.controller.input;
