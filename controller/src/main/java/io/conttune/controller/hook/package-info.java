/**
 * Asks a program of the user's about plans, over HTTP or by a command, in a thread of its own.
 * Touches the network and starts processes.
 */
package io.conttune.controller.hook;
