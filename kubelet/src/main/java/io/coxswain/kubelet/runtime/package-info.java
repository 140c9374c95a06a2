/**
 * The port to whatever runs containers, shaped like the CRI: sandboxes, containers, exec, logs,
 * stats, images and events. Values here are plain data; nothing of an engine's client leaks
 * through.
 */
@NullMarked
package io.coxswain.kubelet.runtime;

import org.jspecify.annotations.NullMarked;
