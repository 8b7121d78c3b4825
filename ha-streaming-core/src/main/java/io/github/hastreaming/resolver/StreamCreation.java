package io.github.hastreaming.resolver;

import com.oracle.bmc.model.BmcException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the stream with its tag; without, where that is refused. A secondary without the tag is
 * better than none: what the tag proves, the client's state and the name prove too, if not to
 * everybody.
 */
final class StreamCreation {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryResolver.class);

  private final StreamAdministration admin;
  private final StreamPlan plan;
  private final Map<String, String> tags;
  private @Nullable BmcException tagRefusal;

  StreamCreation(StreamAdministration admin, StreamPlan plan, Map<String, String> tags) {
    this.admin = admin;
    this.plan = plan;
    this.tags = tags;
  }

  /**
   * Sends one request, or two.
   *
   * @return the stream's OCID
   * @throws BmcException what the service answered, to the second if there were two
   */
  String create() {
    if (tagRefusal == null) {
      try {
        String ocid = admin.create(plan, tags);
        LOG.info("Created the secondary stream {} ({})", plan.name(), ocid);
        return ocid;
      } catch (BmcException e) {
        if (!AdminFailures.mayBeAboutTheTag(e)) {
          throw e;
        }
        tagRefusal = e;
      }
    }
    String ocid = admin.create(plan, Map.of());
    LOG.warn(
        "Created the secondary stream {} ({}) without the tag {}, which was refused ({}). Only the"
            + " state tells now that it is this primary's: add the tag, or set name(...) on the"
            + " provisioning resolver",
        plan.name(),
        ocid,
        tags,
        AdminFailures.describe(tagRefusal));
    return ocid;
  }

  /**
   * Whether a creation with the tag was refused, and would not have been for a name that exists.
   */
  boolean isTagRefused() {
    return tagRefusal != null;
  }
}
