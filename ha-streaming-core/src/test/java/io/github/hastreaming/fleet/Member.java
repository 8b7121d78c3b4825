package io.github.hastreaming.fleet;

import io.github.hastreaming.support.JavaProcess;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process of the fleet, as the test sees it: what it printed so far, and when. */
final class Member implements AutoCloseable {

  /**
   * One line.
   *
   * @param at when it was read, monotonic
   */
  private record Line(String text, long at) {}

  private final String name;
  private final JavaProcess process;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Thread reader = new Thread(this::readLines, "fleet-member");

  private Member(String name, JavaProcess process) {
    this.name = name;
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /** See {@link FleetMember#run}; the second argument is its name. */
  static Member start(List<String> through, Class<?> main, String... arguments) {
    return new Member(arguments[1], JavaProcess.startThrough(through, main, arguments));
  }

  private void readLines() {
    String line;
    do {
      line = process.readLine();
      lines.add(new Line(line, System.nanoTime()));
    } while (!line.equals("end"));
  }

  /** What it told of one kind, without the word. */
  List<String> told(String word) {
    return lines.stream()
        .map(Line::text)
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).trim())
        .toList();
  }

  /** Where it switched to, one after the other. */
  List<String> switches() {
    return told("switched");
  }

  boolean isIn(String region) {
    List<String> switches = switches();
    return !switches.isEmpty() && switches.get(switches.size() - 1).equals(region);
  }

  /** When it last switched; monotonic. */
  long switchedAt() {
    return lines.stream()
        .filter(line -> line.text().startsWith("switched"))
        .mapToLong(Line::at)
        .max()
        .orElse(0);
  }

  @Override
  public String toString() {
    return name + switches() + told("error");
  }

  void end() {
    process.writeLine("end");
  }

  void awaitEnd() throws InterruptedException {
    reader.join();
  }

  @Override
  public void close() {
    process.close();
  }
}
