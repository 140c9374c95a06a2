/**
 * Custom resources: what their definitions make the server serve, and how their objects are pruned,
 * defaulted and validated. Imports the store's and the registry's types, never HTTP.
 */
@NullMarked
package io.coxswain.apiserver.custom;

import org.jspecify.annotations.NullMarked;
