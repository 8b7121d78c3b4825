/** The failover state in OCI Object Storage. */
@NullMarked
package io.github.hastreaming.objectstorage;

import org.jspecify.annotations.NullMarked;
