package io.github.hastreaming.testkit.internal.service;

import java.util.List;

/** The messages of one read and the cursor to go on from. */
public record Batch<C>(List<Message> messages, C nextCursor) {}
