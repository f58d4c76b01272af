/**
 * Answers the requests of the HTTP API: makes documents of the snapshots of the jobs and of what is
 * in the store. Reads the store, and changes nothing.
 */
package io.conttune.controller.api;
