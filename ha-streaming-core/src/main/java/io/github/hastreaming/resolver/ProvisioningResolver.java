package io.github.hastreaming.resolver;

import com.oracle.bmc.Region;
import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** See {@link SecondaryResolver#provisioning()}. */
final class ProvisioningResolver implements SecondaryResolver {

  private final ProvisioningBuilder options;
  private final Region region;
  private final AdminFailures failures;

  ProvisioningResolver(ProvisioningBuilder builder, Region region) {
    this.options = builder.copy();
    this.region = region;
    this.failures = new AdminFailures(options, region.getRegionId());
  }

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    StreamPlan plan = StreamPlan.of(options, context);
    Ownership ownership = Ownership.of(options, context);
    try (StreamAdministration admin = admin(context)) {
      return admin.find(plan.name()).stream()
          .min(ownership.bestFirst(context.refusedOcids()))
          .map(stream -> ownership.requireOurs(plan.name(), stream))
          .filter(FoundStream::isReady)
          .map(stream -> target(stream, plan, context))
          .stream()
          .toList();
    } catch (BmcException e) {
      throw AdminFailures.isTransient(e)
          ? new ProvisioningException(
              ProvisioningException.Kind.TIMED_OUT,
              region.getRegionId()
                  + " did not tell whether it has the stream "
                  + plan.name()
                  + ": "
                  + AdminFailures.describe(e),
              e)
          : failures.permanent(e);
    }
  }

  /** One thread at a time: the others find what it made. */
  @Override
  public synchronized Optional<StreamTarget> provision(ResolverContext context) {
    StreamPlan plan = StreamPlan.of(options, context);
    try (StreamAdministration admin = admin(context)) {
      return new Provisioning(admin, plan, options, failures, context)
          .run()
          .map(stream -> target(stream, plan, context));
    }
  }

  @Override
  public Optional<StreamDescription> describePrimary(ResolverContext context) {
    try (StreamAdministration admin =
        new StreamAdministration(AdminClients.primary(context), options)) {
      return Optional.of(admin.describe(context.primary().streamOcid()));
    }
  }

  @Override
  public boolean provisions() {
    return options.createIfMissing;
  }

  @Override
  public boolean provisionsAhead() {
    return options.provisionAhead && options.createIfMissing;
  }

  @Override
  public EndpointPolicy trusting(EndpointPolicy policy) {
    return policy.trustingRealmOf(region);
  }

  private StreamAdministration admin(ResolverContext context) {
    return new StreamAdministration(
        AdminClients.secondary(region, options.adminEndpoint, context), options);
  }

  private StreamTarget target(FoundStream stream, StreamPlan plan, ResolverContext context) {
    plan.requireFits(stream);
    try {
      StreamTarget target =
          StreamTarget.builder(
                  region.getRegionId(), stream.ocid(), String.valueOf(stream.messagesEndpoint()))
              .partitions(stream.partitions())
              .build();
      return isOnHostOfAdminEndpoint(target)
          ? context.endpointPolicy().requireSafe(target)
          : trusting(context.endpointPolicy()).requireTrusted(target);
    } catch (IllegalArgumentException e) {
      throw new ProvisioningException(
          ProvisioningException.Kind.ENDPOINT_REFUSED,
          "the stream " + plan.name() + " in " + region.getRegionId() + ": " + e.getMessage(),
          e);
    }
  }

  /** The application's code trusts that host with its credentials already. */
  private boolean isOnHostOfAdminEndpoint(StreamTarget target) {
    return options.adminEndpoint != null
        && target.host().equalsIgnoreCase(URI.create(options.adminEndpoint).getHost());
  }

  @Override
  public String toString() {
    return "provisioning("
        + (options.name == null ? "<primary's name>-secondary-<end of its OCID>" : options.name)
        + " in "
        + region.getRegionId()
        + ")";
  }
}
