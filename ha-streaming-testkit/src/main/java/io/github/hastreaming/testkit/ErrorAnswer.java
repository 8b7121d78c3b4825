package io.github.hastreaming.testkit;

/** The error that a fault answers with. */
record ErrorAnswer(int status, String code, String message) {
  /** For faults that do not answer. */
  static final ErrorAnswer NONE = new ErrorAnswer(0, "", "");

  /** The code that the service sends with the status. */
  static String codeOf(int status) {
    return switch (status) {
      case 400 -> "InvalidParameter";
      case 401 -> "NotAuthenticated";
      case 403 -> "NotAuthorized";
      case 404 -> "NotAuthorizedOrNotFound";
      case 405 -> "MethodNotAllowed";
      case 409 -> "IncorrectState";
      case 412 -> "NoEtagMatch";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalServerError";
      case 502 -> "BadGateway";
      case 503 -> "ServiceUnavailable";
      case 504 -> "GatewayTimeout";
      default -> "Injected" + status;
    };
  }
}
