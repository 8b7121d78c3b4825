package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.Bucket;
import io.github.hastreaming.testkit.internal.service.Buckets;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StoredObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls of Object Storage that read and change one object. Thread-safe. */
public final class ObjectStorageApi implements EmulatedApi {
  /** An object's name may have slashes, as such or encoded. */
  private static final Pattern OBJECT = Pattern.compile("/n/([^/]+)/b/([^/]+)/o/(.+)");

  private static final String IF_MATCH = "if-match";
  private static final String IF_NONE_MATCH = "if-none-match";

  private final Buckets buckets;
  private final CommonHeaders common;

  public ObjectStorageApi(Buckets buckets) {
    this.buckets = buckets;
    this.common = new CommonHeaders(buckets.clock());
  }

  @Override
  public Call call(String method, String path) {
    boolean isObject = OBJECT.matcher(path).matches();
    return switch (isObject ? method : "") {
      case "GET" -> new Call("getObject", Plane.READ);
      case "HEAD" -> new Call("headObject", Plane.READ);
      case "PUT" -> new Call("putObject", Plane.WRITE);
      case "DELETE" -> new Call("deleteObject", Plane.WRITE);
      default -> new Call("unknown", Plane.NONE);
    };
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    return common.addTo(answer(request), request.header(REQUEST_ID));
  }

  @Override
  public ApiResponse error(ServiceException error, @Nullable String requestId) {
    return common.addTo(ApiResponse.error(error), requestId);
  }

  private ApiResponse answer(ApiRequest request) {
    try {
      Matcher path = OBJECT.matcher(request.path());
      if (!path.matches()) {
        throw ServiceException.notFound();
      }
      Bucket bucket = buckets.require(decoded(path.group(1)), decoded(path.group(2)));
      return answer(request, bucket, decoded(path.group(3)));
    } catch (ServiceException error) {
      return ApiResponse.error(error);
    }
  }

  private static ApiResponse answer(ApiRequest request, Bucket bucket, String name) {
    String ifMatch = request.header(IF_MATCH);
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request, bucket.get(name, ifMatch));
      case "PUT" -> put(request, bucket, name, ifMatch);
      case "DELETE" -> {
        bucket.delete(name, ifMatch);
        yield ApiResponse.empty(204);
      }
      default -> throw new ServiceException(405, "MethodNotAllowed", "Method not allowed");
    };
  }

  private static ApiResponse read(ApiRequest request, StoredObject object) {
    Map<String, String> headers = headers(object);
    if (object.etag().equals(request.header(IF_NONE_MATCH))) {
      return new ApiResponse(304, headers, new byte[0]);
    }
    headers.put("Content-Type", object.contentType());
    headers.put("content-md5", md5(object.content()));
    return new ApiResponse(200, headers, object.content());
  }

  private static ApiResponse put(
      ApiRequest request, Bucket bucket, String name, @Nullable String ifMatch) {
    String type = request.header("Content-Type");
    byte[] content = request.body();
    String claimed = request.header("content-md5");
    if (claimed != null && !claimed.equals(md5(content))) {
      throw new ServiceException(
          400, "UnmatchedContentMD5", "The computed MD5 of the request body does not match");
    }
    StoredObject object =
        bucket.put(
            name,
            content,
            type == null ? "application/octet-stream" : type,
            ifMatch,
            request.header(IF_NONE_MATCH));
    Map<String, String> headers = headers(object);
    headers.put("opc-content-md5", md5(content));
    return new ApiResponse(200, headers, new byte[0]);
  }

  private static Map<String, String> headers(StoredObject object) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("etag", object.etag());
    headers.put("last-modified", CommonHeaders.httpDate(object.modified()));
    return headers;
  }

  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In a path, unlike in a query, a plus sign is a plus sign. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
