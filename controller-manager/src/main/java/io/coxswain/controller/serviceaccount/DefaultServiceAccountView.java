package io.coxswain.controller.serviceaccount;

import io.coxswain.api.core.v1.Namespace;

/** A namespace, and whether it has its default ServiceAccount. */
record DefaultServiceAccountView(Namespace namespace, boolean present) {}
