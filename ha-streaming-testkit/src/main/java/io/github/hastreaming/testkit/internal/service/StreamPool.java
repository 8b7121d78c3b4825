package io.github.hastreaming.testkit.internal.service;

/** A pool: the scope in which the names of streams are unique. */
public final class StreamPool {
  private final Resource resource;
  private final String compartmentId;
  private volatile String name;

  StreamPool(Resource resource, String name, String compartmentId) {
    this.resource = resource;
    this.name = name;
    this.compartmentId = compartmentId;
  }

  public Resource resource() {
    return resource;
  }

  public String name() {
    return name;
  }

  public String compartmentId() {
    return compartmentId;
  }

  void rename(String newName) {
    name = newName;
  }
}
