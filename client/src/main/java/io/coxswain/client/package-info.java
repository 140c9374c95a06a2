/**
 * Talking to an API server: kubeconfig, typed and untyped resource clients, watches, informers, the
 * work queue, leader election and event recording. Everything blocks and is meant for virtual
 * threads. Must not import any component.
 */
@NullMarked
package io.coxswain.client;

import org.jspecify.annotations.NullMarked;
