package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.auth.ServiceAccountTokens;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, for the requests that ask about it.
 *
 * @param issuer issues ServiceAccount tokens; null where the server has no signing key
 */
public record Security(
    Authenticator authenticator, Authorizer authorizer, @Nullable ServiceAccountTokens issuer) {}
