/**
 * Asks a running service over its HTTP API. Knows the documents of the API and the network; neither
 * the service nor its store.
 */
package io.conttune.controller.client;
