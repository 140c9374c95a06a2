/**
 * Who sends a request: certificates, tokens, ServiceAccount tokens; and what an authorizer is.
 * Imports nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.auth;

import org.jspecify.annotations.NullMarked;
