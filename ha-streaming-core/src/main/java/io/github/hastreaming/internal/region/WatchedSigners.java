package io.github.hastreaming.internal.region;

import com.oracle.bmc.Service;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.http.signing.RequestSigner;
import com.oracle.bmc.http.signing.RequestSignerFactory;
import com.oracle.bmc.http.signing.SigningStrategy;
import com.oracle.bmc.http.signing.internal.DefaultRequestSignerFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The SDK's signers, which also tell when a request is about to be sent, and tell credentials that
 * fail from regions that do. Thread-safe.
 */
final class WatchedSigners implements RequestSignerFactory {

  private final RequestSignerFactory signers =
      new DefaultRequestSignerFactory(SigningStrategy.STANDARD);

  @Override
  public RequestSigner createRequestSigner(
      Service service, AbstractAuthenticationDetailsProvider provider) {
    return new Watched(signers.createRequestSigner(service, provider));
  }

  private record Watched(RequestSigner signer) implements RequestSigner {

    @Override
    public Map<String, String> signRequest(
        URI uri, String method, Map<String, List<String>> headers, Object body) {
      Map<String, String> signed;
      try {
        signed = signer.signRequest(uri, method, headers, body);
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable e) { // A provider is the application's and may throw anything.
        throw new SigningFailure(e);
      }
      CurrentAttempt.signed();
      return signed;
    }
  }
}
