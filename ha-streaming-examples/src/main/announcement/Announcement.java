/** Says why nothing is seen yet: a quiet Maven downloads and compiles first. */
public final class Announcement {

  private Announcement() {}

  /** Prints the arguments as one line. */
  public static void main(String[] words) {
    System.out.println(String.join(" ", words));
  }
}
