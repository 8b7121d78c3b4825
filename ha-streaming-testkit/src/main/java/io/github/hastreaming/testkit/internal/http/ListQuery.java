package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.LifecycleState;
import io.github.hastreaming.testkit.internal.service.Resource;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Filters, sorts and pages a list of streams or stream pools as the query says. */
final class ListQuery<T> {
  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 50;

  private final ApiRequest request;
  private final Function<T, Resource> resource;
  private final Function<T, String> name;

  ListQuery(ApiRequest request, Function<T, Resource> resource, Function<T, String> name) {
    this.request = request;
    this.resource = resource;
    this.name = name;
  }

  /**
   * The page that was asked for.
   *
   * @param all oldest first
   */
  ApiResponse page(List<T> all, Function<T, Object> summary) {
    List<T> matching = all.stream().filter(this::matches).sorted(order()).toList();
    int limit = limit();
    int from = Math.min(firstIndex(), matching.size());
    int to = Math.min(from + limit, matching.size());
    ApiResponse page = ApiResponse.json(matching.subList(from, to).stream().map(summary).toList());
    return to < matching.size() ? page.withHeader("opc-next-page", pageAt(to)) : page;
  }

  private boolean matches(T item) {
    String id = request.query("id");
    String wantedName = request.query("name");
    LifecycleState state = enumQuery("lifecycleState", LifecycleState.class);
    return (id == null || id.equals(resource.apply(item).ocid()))
        && (wantedName == null || wantedName.equals(name.apply(item)))
        && (state == null || state == resource.apply(item).state());
  }

  /** Names ascend and times descend if the query does not say. The default field: the time. */
  private Comparator<T> order() {
    SortBy sortBy = enumQuery("sortBy", SortBy.class);
    SortOrder sortOrder = enumQuery("sortOrder", SortOrder.class);
    if (sortBy == SortBy.NAME) {
      Comparator<T> byName = Comparator.comparing(name);
      return sortOrder == SortOrder.DESC ? byName.reversed() : byName;
    }
    Comparator<T> byTime = Comparator.comparing(item -> resource.apply(item).timeCreated());
    return sortOrder == SortOrder.ASC ? byTime : byTime.reversed();
  }

  private int limit() {
    Integer limit = request.integerQuery("limit");
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw ServiceException.invalidParameter("limit must be between 1 and " + MAX_LIMIT);
    }
    return limit;
  }

  private int firstIndex() {
    String page = request.query("page");
    if (page == null) {
      return 0;
    }
    try {
      byte[] index = Base64.getUrlDecoder().decode(page);
      return Integer.parseUnsignedInt(new String(index, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw ServiceException.invalidParameter("The page is invalid");
    }
  }

  private static String pageAt(int index) {
    byte[] text = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The API reference writes these in both cases. */
  private <E extends Enum<E>> @Nullable E enumQuery(String parameter, Class<E> type) {
    String value = request.query(parameter);
    if (value == null) {
      return null;
    }
    try {
      return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ServiceException.invalidParameter(parameter + " " + value + " is invalid");
    }
  }

  private enum SortBy {
    NAME,
    TIMECREATED
  }

  private enum SortOrder {
    ASC,
    DESC
  }
}
