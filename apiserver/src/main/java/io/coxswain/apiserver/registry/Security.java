package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.auth.ServiceAccountTokens;
import io.coxswain.apiserver.rbac.RuleResolver;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, for the requests that ask about it.
 *
 * @param rules what roles permit, for those who want to grant it
 * @param issuer issues ServiceAccount tokens; null where the server has no signing key
 */
public record Security(
    Authenticator authenticator,
    Authorizer authorizer,
    RuleResolver rules,
    @Nullable ServiceAccountTokens issuer) {}
