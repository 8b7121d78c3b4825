package io.github.hastreaming.internal.call;

import io.github.hastreaming.internal.region.Region;

/**
 * What a call came to.
 *
 * @param response the service's answer
 * @param servedBy the region that gave it
 * @param attempts how many it took, in all regions
 */
public record Served<R>(R response, Region servedBy, int attempts) {}
