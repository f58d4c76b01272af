/** The commands of the service, as picocli commands; the benchmark module adds its own to them. */
package io.conttune.controller.command;
