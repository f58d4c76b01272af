/**
 * The engine that parses YAML into values with positions, within bounds of size and depth. Knows
 * YAML and the rooms setting and input; not one of our keys.
 */
package io.conttune.controller.config.yaml;
