/**
 * The engine that reads YAML with positions and collects every fault. Knows YAML and the room
 * input; not one of our keys.
 */
package io.conttune.controller.config.yaml;
