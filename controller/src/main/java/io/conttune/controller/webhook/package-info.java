/**
 * Sends events of the log to addresses and sinks of the user's. Each address has a thread of its
 * own, so that neither the control loops nor another address wait for it. The network it leaves to
 * the room post.
 */
package io.conttune.controller.webhook;
