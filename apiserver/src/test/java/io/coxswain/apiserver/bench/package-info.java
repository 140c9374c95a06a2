/** Programs that print the figures of the API server's budgets; they take a running server. */
package io.coxswain.apiserver.bench;
