/** References to secrets, which stand in files, in the journal and in the store in their place. */
package io.conttune.core.secret;
