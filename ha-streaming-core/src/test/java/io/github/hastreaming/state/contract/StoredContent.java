package io.github.hastreaming.state.contract;

/** What a store keeps for {@link States#PRIMARY}, reached past the store. */
public interface StoredContent {

  /**
   * Reads it.
   *
   * @return the content as it is, as text
   * @throws Exception if it cannot be read; fails the test
   */
  String read() throws Exception;

  /**
   * Puts another content there, as a torn write or a careless hand does.
   *
   * @param content the content, unusable
   * @throws Exception if it cannot be written; fails the test
   */
  void replace(String content) throws Exception;
}
