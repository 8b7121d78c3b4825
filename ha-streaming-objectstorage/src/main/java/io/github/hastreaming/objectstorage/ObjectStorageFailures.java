package io.github.hastreaming.objectstorage;

import com.oracle.bmc.model.BmcException;

/**
 * What the service's refusals mean. Its codes are those of Oracle's "API Errors" page and of the
 * Object Storage API reference.
 */
final class ObjectStorageFailures {

  private ObjectStorageFailures() {}

  /** A bucket that is missing, or not to be seen, is a 404 of another code. */
  static boolean isObjectMissing(BmcException e) {
    return e.getStatusCode() == 404 && "ObjectNotFound".equals(e.getServiceCode());
  }

  /**
   * The condition of a put does not hold any more: 412, or 409 ConcurrentObjectUpdate while another
   * put is being done, or a 404 of an object that was deleted since it was read.
   */
  static boolean isLostRace(BmcException e) {
    return e.getStatusCode() == 412
        || (e.getStatusCode() == 409 && "ConcurrentObjectUpdate".equals(e.getServiceCode()))
        || isObjectMissing(e);
  }

  /** Without the SDK's own paragraphs of advice. */
  static String describe(BmcException e) {
    String why =
        e.getStatusCode() == -1
            ? "no answer: " + e.getMessage()
            : "status " + e.getStatusCode() + ", " + e.getServiceCode() + ": " + firstLine(e);
    boolean isHidden = e.getStatusCode() == 404 || e.getStatusCode() == 401;
    return isHidden
        ? why
            + " (do the bucket and the namespace exist in the client's region, and do policies"
            + " allow OBJECT_INSPECT, OBJECT_READ, OBJECT_CREATE and OBJECT_OVERWRITE there?)"
        : why;
  }

  private static String firstLine(BmcException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
