/** DNS over UDP and TCP (RFC 1035, 6891, 7766): listening, answering, forwarding. */
@NullMarked
package io.coxswain.dns.server;

import org.jspecify.annotations.NullMarked;
