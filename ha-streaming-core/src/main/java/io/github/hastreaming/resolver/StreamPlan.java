package io.github.hastreaming.resolver;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.target.StreamDescription;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the secondary stream is to be like.
 *
 * @param name its name
 * @param partitions its partitions, if set or known from the primary
 * @param retentionHours its retention, if set or known from the primary
 * @param primaryPartitions the primary's partitions, if known: it must not have more
 */
record StreamPlan(
    String name,
    OptionalInt partitions,
    OptionalInt retentionHours,
    OptionalInt primaryPartitions) {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryResolver.class);
  private static final String SUFFIX = "-secondary-";
  private static final int END_OF_OCID = 8;

  static StreamPlan of(ProvisioningBuilder options, ResolverContext context) {
    @Nullable StreamDescription primary = context.primaryDescription().orElse(null);
    OptionalInt primaryPartitions =
        primary == null ? context.primary().partitions() : OptionalInt.of(primary.partitions());
    StreamPlan plan =
        new StreamPlan(
            name(options, primary, context.primary().streamOcid()),
            options.partitions.isPresent() ? options.partitions : primaryPartitions,
            options.retentionHours.isPresent() || primary == null
                ? options.retentionHours
                : OptionalInt.of(primary.retentionHours()),
            primaryPartitions);
    if (primaryPartitions.isPresent() && plan.partitionsOr(0) > primaryPartitions.getAsInt()) {
      throw plan.tooManyPartitions(plan.partitionsOr(0));
    }
    return plan;
  }

  private static String name(
      ProvisioningBuilder options, @Nullable StreamDescription primary, String primaryOcid) {
    if (options.name != null) {
      return options.name;
    }
    if (primary == null) {
      // A guess would give each process that guesses otherwise a stream of its own.
      throw new ProvisioningException(
          ProvisioningException.Kind.NAME_UNKNOWN,
          "provisioning has no name for the secondary stream: the primary's could not be learned"
              + " yet; set name(...) on the provisioning resolver",
          null);
    }
    return primary.name() + SUFFIX + endOf(primaryOcid);
  }

  /** Of primaries that are named alike, each has a name for its secondary. */
  static String endOf(String primaryOcid) {
    String uniqueId = primaryOcid.substring(primaryOcid.lastIndexOf('.') + 1);
    return uniqueId.substring(Math.max(0, uniqueId.length() - END_OF_OCID));
  }

  /** Whether an existing stream will do; otherwise says why not. */
  void requireFits(FoundStream existing) {
    int existingPartitions = existing.partitions();
    if (primaryPartitions.isPresent() && existingPartitions > primaryPartitions.getAsInt()) {
      throw tooManyPartitions(existingPartitions).about(existing);
    }
    if (partitions.isPresent() && existingPartitions != partitions.getAsInt()) {
      throw new ProvisioningException(
              ProvisioningException.Kind.NAME_TAKEN,
              "a stream named "
                  + name
                  + " exists with "
                  + existingPartitions
                  + " partitions, and "
                  + partitions.getAsInt()
                  + " are wanted: delete it, or set another name(...) or partitions("
                  + existingPartitions
                  + ") on the provisioning resolver",
              null)
          .about(existing);
    }
  }

  private ProvisioningException tooManyPartitions(int count) {
    return new ProvisioningException(
        ProvisioningException.Kind.TOO_MANY_PARTITIONS,
        "the secondary stream "
            + name
            + " must not have more partitions than the primary, which has "
            + primaryPartitions.orElse(0)
            + ", but it has or would have "
            + count
            + ": consumers of the primary's partitions would never read the rest. Set another"
            + " name(...) or fewer partitions(...) on the provisioning resolver",
        null);
  }

  int partitionsToCreate() {
    if (partitions.isEmpty()) {
      LOG.warn(
          "The primary's partition count is not known; {} is created with 1 (set partitions(...))",
          name);
    }
    return partitionsOr(1);
  }

  int retentionHoursToCreate() {
    if (retentionHours.isEmpty()) {
      LOG.warn(
          "The primary's retention is not known; {} is created with {} h (set retentionHours(...))",
          name,
          Defaults.LONGEST_RETENTION.toHours());
    }
    return retentionHours.orElse((int) Defaults.LONGEST_RETENTION.toHours());
  }

  private int partitionsOr(int other) {
    return partitions.orElse(other);
  }
}
