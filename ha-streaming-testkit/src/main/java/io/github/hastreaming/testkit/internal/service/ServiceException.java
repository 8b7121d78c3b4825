package io.github.hastreaming.testkit.internal.service;

/** An error answer of the service. The messages are the service's own where they are known. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public ServiceException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** The service does not tell what is missing from what the caller may not see. */
  public static ServiceException notFound() {
    return new ServiceException(
        404, "NotAuthorizedOrNotFound", "Authorization failed or requested resource not found.");
  }

  public static ServiceException invalidParameter(String message) {
    return new ServiceException(400, "InvalidParameter", message);
  }

  public static ServiceException missingParameter(String name) {
    return new ServiceException(400, "MissingParameter", name + " is required");
  }

  public static ServiceException cannotParse() {
    return new ServiceException(400, "CannotParseRequest", "Unable to parse JSON body");
  }

  public static ServiceException incorrectState(String message) {
    return new ServiceException(409, "IncorrectState", message);
  }

  public static ServiceException conflict(String message) {
    return new ServiceException(409, "Conflict", message);
  }

  public static ServiceException cursorExpired() {
    return invalidParameter("The cursor is expired. Create a new one.");
  }

  public static ServiceException cursorInvalid() {
    return invalidParameter("The cursor is invalid. Create a new one.");
  }

  /** The service's code for this one is not known; all its relatives are InvalidParameter. */
  public static ServiceException cursorOutsideRetention() {
    return invalidParameter("The cursor is outside the retention period and is now invalid");
  }
}
