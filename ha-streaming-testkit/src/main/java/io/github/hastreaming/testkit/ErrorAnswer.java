package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import wiremock.org.eclipse.jetty.server.Request;

/** An error as the service would answer it. */
record ErrorAnswer(int status, String code, String message) implements FaultAnswer {

  /** With the code that the service uses with the status. */
  static ErrorAnswer of(int status) {
    return new ErrorAnswer(status, codeOf(status), "Injected fault: status " + status);
  }

  @Override
  public ApiResponse to(Request request, EmulatedApi api) {
    return api.error(
        new ServiceException(status, code, message), request.getHeader(EmulatedApi.REQUEST_ID));
  }

  private static String codeOf(int status) {
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
