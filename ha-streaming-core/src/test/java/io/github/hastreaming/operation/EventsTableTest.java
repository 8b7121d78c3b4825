package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.internal.event.LoggingListener;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The table of events in docs/operating.md says what the client tells, and at which level it logs
 * it.
 */
class EventsTableTest {

  private static final Pattern ROW =
      Pattern.compile(
          "\\| (`\\w+`(?:(?:,| /) `\\w+`)*) \\| ([A-Z]+(?: / [A-Z]+)*)[^|]* \\| .+ \\|");

  /** What was before a process began is not news, and logged as INFO. */
  private static final Instant AFTER_THE_BEGINNING = Instant.parse("2100-01-01T00:00:00Z");

  private final Map<String, String> levels = new LinkedHashMap<>();
  private int targets;

  @BeforeEach
  void readTheTable() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    int begin = page.indexOf("## Events");
    Matcher row = ROW.matcher(page.substring(begin, page.indexOf("\n## ", begin)));
    while (row.find()) {
      List<String> names =
          Pattern.compile("\\w+").matcher(row.group(1)).results().map(MatchResult::group).toList();
      List<String> each = List.of(row.group(2).split(" / "));
      for (int i = 0; i < names.size(); i++) {
        levels.put(names.get(i), each.get(Math.min(i, each.size() - 1)));
      }
    }
  }

  @Test
  void listsEveryEvent() {
    assertThat(levels)
        .containsOnlyKeys(
            events().map(method -> eventOf(method).getSimpleName()).toArray(String[]::new));
  }

  @Test
  void hasTheLevelOfTheLog() {
    assertThat(events())
        .allSatisfy(
            method ->
                assertThat(logged(method)).contains(levels.get(eventOf(method).getSimpleName())));
  }

  private static Stream<Method> events() {
    return Arrays.stream(FailoverListener.class.getMethods())
        .filter(method -> method.getName().startsWith("on"));
  }

  private static Class<?> eventOf(Method method) {
    return method.getParameterTypes()[0];
  }

  private String logged(Method method) throws ReflectiveOperationException {
    try (CapturedLog log = new CapturedLog()) {
      method.invoke(new LoggingListener(new VirtualTimeSource()), example(eventOf(method)));
      assertThat(log.text().lines()).as(method.getName()).hasSize(1);
      return log.text();
    }
  }

  private Object example(Class<?> record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return record
        .getDeclaredConstructor(types)
        .newInstance(Arrays.stream(types).map(this::value).toArray());
  }

  private Object value(Class<?> type) {
    Map<Class<?>, Object> values =
        Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(int.class, 5),
            Map.entry(long.class, 7L),
            Map.entry(boolean.class, true),
            Map.entry(Instant.class, AFTER_THE_BEGINNING),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(Set.class, Set.of(CallKind.WRITE)),
            Map.entry(CallKind.class, CallKind.WRITE),
            Map.entry(Fitness.class, Fitness.REFUSING),
            Map.entry(
                StreamTarget.class,
                StreamTarget.of("r" + targets++, "ocid1.stream.oc1..x", "http://a")));
    return Objects.requireNonNull(values.get(type), type::getName);
  }
}
