/** Plays informed with each of its parts left out, and tells what the part is worth. */
package io.conttune.benchmark.simulator.ablation;
