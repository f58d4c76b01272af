/**
 * The JSON documents of the HTTP API, as records that the service writes and the commands read.
 * Knows nothing but JSON.
 */
package io.conttune.controller.api.document;
