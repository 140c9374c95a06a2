package io.coxswain.controller.rootca;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Namespace;
import java.util.Optional;

/** A namespace and its copy of the cluster CA. */
record RootCaView(Namespace namespace, Optional<ConfigMap> published) {}
