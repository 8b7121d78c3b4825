package io.github.hastreaming.resolver;

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
   * @param context what is known: the primary, credentials, endpoint policy
   * @return the targets found, best first; empty if there is none
   * @throws SecondaryResolutionException if there is an answer that cannot be used, such as a
   *     malformed OCID; the message says where it stands and what is allowed
   */
  List<StreamTarget> find(ResolverContext context);

  /**
   * Makes the secondary stream available where {@link #find} found none; may create it and may take
   * minutes. Must be safe to call again and by several processes at once.
   *
   * @param context what is known: the primary, credentials, endpoint policy
   * @return the target, or empty if this resolver does not create streams, which is the default
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
   * Whether {@link #provision} is to be called as soon as {@link #find} finds nothing, rather than
   * when a failover needs the stream.
   *
   * @return false, unless overridden
   */
  default boolean provisionsAhead() {
    return false;
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
   * Asks resolvers in turn; the first that finds something answers. One that throws is logged, once
   * for each message, and the next is asked. Provisioning likewise.
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
   * properties file, anew each time. No file, or neither key in it: nothing found. A file that
   * cannot be read, one key alone, a malformed value, or an endpoint that {@link
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
   * @return a builder; its region and either its compartment or its stream pool are required
   */
  static ProvisioningBuilder provisioning() {
    return new ProvisioningBuilder();
  }
}
