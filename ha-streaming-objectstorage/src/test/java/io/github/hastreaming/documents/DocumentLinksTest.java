package io.github.hastreaming.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every relative link of the documents leads to a file, and to a heading of it where it names one.
 */
class DocumentLinksTest {

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<Document> documents = Document.all();

    assertThat(documents).hasSizeGreaterThan(10);
    assertThat(documents.stream().flatMap(DocumentLinksTest::brokenLinks)).isEmpty();
  }

  @Test
  void aLinkToAFileOrHeadingThatIsNotThereIsFound() {
    Document readme = Document.read(Document.ROOT.resolve("README.md"));
    Document wrong =
        new Document(
            readme.file(),
            "# One\n[a](docs/none.md) [b](#none) [c](docs/options.md#none) [d](#one) `[e](x.md)`\n");

    assertThat(brokenLinks(wrong))
        .containsExactly(
            "README.md: docs/none.md", "README.md: #none", "README.md: docs/options.md#none");
  }

  private static Stream<String> brokenLinks(Document document) {
    return document.links().stream()
        .filter(link -> URI.create(link).getScheme() == null)
        .filter(link -> !leadsSomewhere(document, link))
        .map(link -> document + ": " + link);
  }

  private static boolean leadsSomewhere(Document from, String link) {
    String[] parts = link.split("#", 2);
    Path directory = from.file().resolveSibling("");
    Path file = parts[0].isEmpty() ? from.file() : directory.resolve(parts[0]).normalize();
    if (!Files.exists(file) || !file.startsWith(Document.ROOT)) {
      return false;
    }
    Document to = file.equals(from.file()) ? from : null;
    return parts.length == 1
        || (to == null ? Document.read(file) : to).anchors().contains(parts[1]);
  }
}
