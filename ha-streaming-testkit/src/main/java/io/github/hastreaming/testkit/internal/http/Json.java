package io.github.hastreaming.testkit.internal.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON as the service reads and writes it: unknown fields ignored, nulls written. */
public final class Json {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new SimpleModule()
                  .addSerializer(new DateSerializer())
                  .addDeserializer(Instant.class, new DateDeserializer()))
          .build();

  private Json() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The body of a request. */
  public static <T> T read(byte[] body, Class<T> type) {
    T value = readOrNull(body, type);
    if (value == null) {
      throw ServiceException.cannotParse();
    }
    return value;
  }

  /** Null if the text is not such JSON. */
  static <T> @Nullable T readOrNull(byte[] text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (IOException malformed) {
      return null;
    }
  }

  private static final class DateSerializer extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    DateSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(DATE.format(value));
    }
  }

  private static final class DateDeserializer extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    DateDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken().isNumeric()) {
        return Instant.ofEpochMilli(parser.getLongValue());
      }
      try {
        return OffsetDateTime.parse(parser.getText()).toInstant().truncatedTo(ChronoUnit.MILLIS);
      } catch (DateTimeException malformed) {
        throw context.weirdStringException(parser.getText(), Instant.class, "not a date");
      }
    }
  }
}
