/**
 * The one schema everything interprets object trees by, its derivation from the records, and the
 * built-in kinds. Imports the records and Jackson's tree, nothing else.
 */
@NullMarked
package io.coxswain.api.schema;

import org.jspecify.annotations.NullMarked;
