/**
 * HTTP on the wire: connections, TLS, requests and answers, the chain of filters, and the verbs
 * that are answered from the watch cache. Event loops move bytes; what may block runs on virtual
 * threads.
 */
@NullMarked
package io.coxswain.apiserver.http;

import org.jspecify.annotations.NullMarked;
