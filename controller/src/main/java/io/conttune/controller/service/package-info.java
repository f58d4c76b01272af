/**
 * Threads and wiring: one loop per job, and the one place where objects are put together. May use
 * every other room.
 */
package io.conttune.controller.service;
