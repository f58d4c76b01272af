/**
 * Takes orders of people over HTTP and puts them into the store, where the control loops read them.
 * It acts on no job itself.
 */
package io.conttune.controller.steering;
