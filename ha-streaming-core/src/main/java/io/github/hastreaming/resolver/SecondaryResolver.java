package io.github.hastreaming.resolver;

import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Names the secondary stream.
 *
 * <p>The client asks {@link #find} at start, every 30 s until there is an answer and every 5 min
 * after, and {@link #provision} when it has to fail over and nothing was found. Both run on a
 * background thread, one at a time for each client; implementations shared by several clients must
 * be thread-safe. An exception is logged, tells the caller why there is no secondary, and never
 * fails a call that a region could serve.
 */
@FunctionalInterface
public interface SecondaryResolver {

  /**
   * Looks for the secondary stream. Must be cheap, repeatable and without side effect.
   *
   * <p>The client looks at what it is told before it relies on it, and asks again when that refused
   * it: then {@link ResolverContext#refusedOcids} has the stream. A resolver that knows of another
   * one names that first. Whether it repeats a refused one, behind the others, is up to it: such a
   * stream is used only where nothing else is left.
   *
   * @param context what is known: the primary, credentials, endpoint policy, and which streams
   *     belong to this pair or were refused
   * @return the targets found, best first; empty if there is none
   * @throws SecondaryResolutionException if there is an answer that cannot be used, such as a
   *     malformed OCID; the message says where it stands and what is allowed
   */
  List<StreamTarget> find(ResolverContext context);

  /**
   * Makes the secondary stream available where {@link #find} found none, or none but refused ones;
   * may create it and may take minutes. Must be safe to call again and by several processes at
   * once.
   *
   * @param context what is known: the primary, credentials, endpoint policy, and which streams
   *     belong to this pair or were refused
   * @return the target, a refused one only if no other can be had; or empty if this resolver does
   *     not create streams, which is the default
   * @throws SecondaryResolutionException if the stream cannot be had; the message says what to do
   */
  default Optional<StreamTarget> provision(ResolverContext context) {
    return Optional.empty();
  }

  /**
   * Asks the primary region what the primary stream was created with, for a resolver that creates a
   * stream like it. Called in the background while the primary is active, until there is an answer;
   * the client keeps that with its state.
   *
   * @param context what is known: the primary, credentials, endpoint policy
   * @return the description, or empty if this resolver has no use for it, which is the default
   */
  default Optional<StreamDescription> describePrimary(ResolverContext context) {
    return Optional.empty();
  }

  /**
   * Whether {@link #provision} may make a stream. Then it is as planned, and no warning, that there
   * is no secondary before it is needed.
   *
   * @return false, unless overridden
   */
  default boolean provisions() {
    return false;
  }

  /**
   * Whether {@link #provision} is to be called as soon as {@link #find} finds nothing, rather than
   * when a failover needs the stream.
   *
   * @return false, unless overridden
   */
  default boolean provisionsAhead() {
    return false;
  }

  /**
   * What the application's code names with this resolver, such as a {@code Region} or a target, for
   * a policy that is to trust the realms of these.
   *
   * @param policy what is trusted besides
   * @return a policy that trusts no less; the given one, unless overridden
   */
  default EndpointPolicy trusting(EndpointPolicy policy) {
    return policy;
  }

  /**
   * Always the same targets.
   *
   * @param targets the secondary stream, and possibly further ones, best first
   * @return a resolver; never provisions
   */
  static SecondaryResolver fixed(StreamTarget... targets) {
    return new FixedResolver(List.of(targets));
  }

  /**
   * Asks resolvers in turn until one names a stream that was not {@linkplain
   * ResolverContext#refusedOcids refused}: a stream that an earlier one names, and that was
   * deleted, does not hide what a later one finds. The refused ones that were named on the way are
   * the last of the answer. One that throws, whatever it throws but a {@link VirtualMachineError},
   * is logged, once for each message, and the next is asked; where nothing was found, the first
   * failure is thrown.
   *
   * <p>Provisioning likewise: each resolver is asked in turn to provision, and it may well be that
   * an earlier one names streams, as long as all of them were refused.
   *
   * @param resolvers the resolvers, in the order to ask them
   * @return a resolver
   * @throws IllegalArgumentException if none is given
   */
  static SecondaryResolver firstOf(SecondaryResolver... resolvers) {
    return new FirstOfResolver(List.of(resolvers));
  }

  /**
   * Reads the environment variables {@code SECONDARY_STREAM_OCID} and {@code
   * SECONDARY_STREAM_ENDPOINT}. Both unset: nothing found. One alone, a malformed value, or an
   * endpoint that {@link io.github.hastreaming.target.EndpointPolicy#requireTrusted} refuses: an
   * error that names the variable.
   *
   * @return a resolver; never provisions
   */
  static SecondaryResolver environment() {
    return environment("");
  }

  /**
   * Like {@link #environment()}, with names that begin with a prefix, for processes that serve
   * several stream pairs.
   *
   * @param prefix put before both names, such as {@code ORDERS_}; may be empty
   * @return a resolver; never provisions
   */
  static SecondaryResolver environment(String prefix) {
    return new EnvironmentResolver(prefix, System::getenv);
  }

  /**
   * Reads the keys {@code SECONDARY_STREAM_OCID} and {@code SECONDARY_STREAM_ENDPOINT} of a Java
   * properties file, anew each time: in ISO 8859-1 with escapes, in UTF-8 or UTF-16 with a byte
   * order mark, or as {@code EnvironmentExporter} writes it for a shell or systemd. No file, or
   * neither key in it: nothing found. A file that cannot be read or is larger than 1 MiB, one key
   * alone, a malformed value, or an endpoint that {@link
   * io.github.hastreaming.target.EndpointPolicy#requireTrusted} refuses: an error that names the
   * file and the key.
   *
   * @param file the file's path
   * @return a resolver; never provisions
   */
  static SecondaryResolver propertiesFile(Path file) {
    return new PropertiesFileResolver(file);
  }

  /**
   * Finds the secondary stream by name in another region through the service's admin API, and
   * creates it there when a failover needs it and it does not exist.
   *
   * <p>A stream that it creates carries the primary's OCID in the free-form tag {@code
   * ha-streaming-primary}. Of the streams it finds by name it takes those that carry that tag, are
   * {@linkplain ResolverContext#knownOcids known} to belong to this pair, or have no such tag and
   * the name that {@link ProvisioningBuilder#name} set. Any other is refused with an error: it may
   * be the secondary of another primary, whose consumers would be given this one's messages.
   *
   * @return a builder; its region and either its compartment or its stream pool are required
   */
  static ProvisioningBuilder provisioning() {
    return new ProvisioningBuilder();
  }
}
