/** What upstream's conformance tests ask of an API server, asked of ours in process. */
package io.coxswain.apiserver.conformance;
