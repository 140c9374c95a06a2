/**
 * What an API server does besides answering: health, version, metrics, its own objects (system
 * namespaces, the kubernetes Service) and compaction.
 */
@NullMarked
package io.coxswain.apiserver.server;

import org.jspecify.annotations.NullMarked;
