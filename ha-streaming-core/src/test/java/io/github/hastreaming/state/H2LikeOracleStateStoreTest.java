package io.github.hastreaming.state;

/** The SQL that Oracle Database understands, as far as H2's mode of that name can tell. */
class H2LikeOracleStateStoreTest extends H2StateStoreTest {

  @Override
  String mode() {
    return "Oracle";
  }
}
