/** Shows the documents of the API to people, as lines of text in columns. Does no I/O. */
package io.conttune.controller.client.text;
