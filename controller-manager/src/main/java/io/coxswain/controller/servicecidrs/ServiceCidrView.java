package io.coxswain.controller.servicecidrs;

import io.coxswain.api.networking.v1.IPAddress;
import io.coxswain.api.networking.v1.ServiceCIDR;
import java.util.List;

/** A range, the others, and the addresses in use. */
record ServiceCidrView(ServiceCIDR range, List<ServiceCIDR> all, List<IPAddress> addresses) {}
