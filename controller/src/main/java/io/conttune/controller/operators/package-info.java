/**
 * Which job vertex a name means, in limits and in placeholders of program arguments. Knows core
 * only.
 */
package io.conttune.controller.operators;
