/** An extension of each kind: a tuner, a guard, a launcher and a sink of events. */
package io.conttune.example;
