/**
 * Asks a program of the user's about plans, or tells it how many TaskManagers a cluster needs, over
 * HTTP or by a command, in a thread of its own. Starts processes; the network it leaves to the room
 * post.
 */
package io.conttune.controller.hook;
