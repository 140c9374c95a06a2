/**
 * Keeps claims, volumes and volume attributes classes that are in use from going when they are
 * deleted, by a finalizer each (upstream's pvcprotection, pvprotection and vacprotection).
 */
@NullMarked
package io.coxswain.controller.volumeprotection;

import org.jspecify.annotations.NullMarked;
