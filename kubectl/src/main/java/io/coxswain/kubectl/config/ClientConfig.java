package io.coxswain.kubectl.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the API server is and who we are there. Certificates and keys are PEM text.
 *
 * @param server the base address, without a trailing slash
 * @param namespace the context's namespace, {@code default} where it names none
 * @param namespaceGiven the namespace was named by a flag
 */
public record ClientConfig(
    String server,
    @Nullable String certificateAuthority,
    @Nullable String clientCertificate,
    @Nullable String clientKey,
    @Nullable String token,
    @Nullable String username,
    @Nullable String password,
    boolean insecure,
    @Nullable String tlsServerName,
    Impersonation impersonation,
    String namespace,
    boolean namespaceGiven) {}
