/** Posts JSON to addresses of the user's, which may be secrets. Touches the network. */
package io.conttune.controller.post;
