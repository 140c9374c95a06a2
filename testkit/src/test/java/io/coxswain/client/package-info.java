/**
 * The client's moving parts (informer, work queue, leader election, events) against the fake API
 * server and the fake clock. They live here because the fakes depend on the client.
 */
@NullMarked
package io.coxswain.client;

import org.jspecify.annotations.NullMarked;
