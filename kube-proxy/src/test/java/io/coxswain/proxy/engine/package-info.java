/** Rules loaded for real, in network namespaces made for the test. */
package io.coxswain.proxy.engine;
