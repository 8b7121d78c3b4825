package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;

/** An object as it is now; a change makes another, with another ETag. */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
public record StoredObject(String etag, byte[] content, String contentType, Instant modified) {}
