/** Where audit events go: files, webhooks, and what stands before them. */
@NullMarked
package io.coxswain.apiserver.audit.backend;

import org.jspecify.annotations.NullMarked;
