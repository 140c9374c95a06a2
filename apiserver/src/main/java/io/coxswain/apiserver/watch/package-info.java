/**
 * The watch cache: every stored object as encoded JSON, serialized once and shared by all readers.
 * Owns consistent reads, lists at a revision and the event logs that watches follow. Imports
 * nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.watch;

import org.jspecify.annotations.NullMarked;
