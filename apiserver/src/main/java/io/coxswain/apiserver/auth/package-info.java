/**
 * Who sends a request and what they may do: certificates, tokens, ServiceAccount tokens, and the
 * list of identities that are let in until RBAC is. Imports nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.auth;

import org.jspecify.annotations.NullMarked;
