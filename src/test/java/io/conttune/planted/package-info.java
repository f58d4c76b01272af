/** Classes that break the architecture on purpose: each rule is seen to fail on one of them. */
package io.conttune.planted;
