package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.Cursor;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.support.VirtualTimeSource;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The client keeps nothing for a cursor: all there is to it is in the application's string. */
class OpenCursorsTest {

  private static final int CURSORS = 10_000;

  /** What the virtual machine and the tests besides may add meanwhile; far less than one each. */
  private static final int NOISE = CURSORS / 10;

  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");

  private static Stream inMemory() {
    CreateCursorResponse created =
        CreateCursorResponse.builder().cursor(Cursor.builder().value("native").build()).build();
    GetMessagesResponse nothing =
        GetMessagesResponse.builder().items(List.of()).opcNextCursor("native").build();
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(),
            new Class<?>[] {Stream.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "createCursor" -> created;
                  case "getMessages" -> nothing;
                  default -> null;
                });
  }

  private static void open(HaStreamClient client, int count, List<String> held) {
    for (int i = 0; i < count; i++) {
      Consumer consumer = Consumer.fromTheOldest(client, VirtualPair.PRIMARY.streamOcid(), "0");
      consumer.read();
      held.add(consumer.cursor());
    }
  }

  /** Of the objects that can be reached: the virtual machine collects garbage first. */
  private static String histogram() throws JMException {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
  }

  private static Map<String, Long> objectsByClass(String histogram) {
    Map<String, Long> objects = new HashMap<>();
    for (String line : histogram.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        objects.merge(matcher.group(2), Long.valueOf(matcher.group(1)), Long::sum);
      }
    }
    return objects;
  }

  @Test
  void theClientKeepsNoObjectForACursorThatIsOpen() throws Exception {
    VirtualTimeSource time = new VirtualTimeSource();
    List<String> held = new ArrayList<>(2 * CURSORS);
    try (HaStreamClient client =
        VirtualTime.on(
                HaStreamClient.builder()
                    .primary(VirtualPair.PRIMARY)
                    .secondaryResolver(SecondaryResolver.fixed(VirtualPair.SECONDARY))
                    .streamFactory((target, timeouts) -> inMemory()),
                time)
            .build(Pair.credentials())) {
      time.runPending();
      open(client, NOISE, held);
      String before = histogram();

      open(client, CURSORS, held);

      Map<String, Long> grown = grown(before, histogram());
      assertThat(before).contains(HaStreamClient.class.getName());
      assertThat(grown.keySet())
          .as("no more than the string that the test itself holds of each cursor: " + grown)
          .isSubsetOf("java.lang.String", "[B");
      assertThat(grown).allSatisfy((type, count) -> assertThat(count).isLessThan(CURSORS + NOISE));
    }
  }

  private static Map<String, Long> grown(String before, String after) {
    Map<String, Long> there = objectsByClass(before);
    Map<String, Long> grown = new HashMap<>();
    objectsByClass(after)
        .forEach((type, count) -> grown.put(type, count - there.getOrDefault(type, 0L)));
    grown.values().removeIf(count -> count <= NOISE);
    return grown;
  }
}
