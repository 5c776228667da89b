package dev.overdraft.history.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.overdraft.history.HistoryFormatException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** JSON, by Jackson, within the {@link Limits}: one value after the other, whatever is between. */
final class JsonTokens implements Tokens {

  private final Source source;
  private final JsonParser parser;
  private final Names names;
  private byte[] scratch = new byte[256];
  private @Nullable JsonToken current;
  private long integer;

  JsonTokens(InputStream in, Names names, Limits limits) throws IOException {
    this.names = names;
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.tokenBytes())
                    .maxNameLength(Math.min(limits.tokenBytes(), 50_000))
                    .maxNumberLength(400)
                    .build())
            .build();
    this.source = new Source(in);
    this.parser = factory.createParser(source);
  }

  /** Knows where the file ends: Jackson takes a literal that is cut off there for a wrong one. */
  private static final class Source extends FilterInputStream {
    private static final int LITERAL = 6;
    private long total;
    private boolean ended;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      total += Math.max(0, read);
      ended |= read < 0;
      return read;
    }

    boolean endsAt(@Nullable JsonLocation at) {
      return ended && at != null && at.getByteOffset() >= total - LITERAL;
    }
  }

  @Override
  public Token next() throws IOException {
    try {
      current = parser.nextToken();
      if (current == JsonToken.VALUE_STRING) {
        parser.finishToken();
      }
      return current == null ? Token.END : token(current);
    } catch (JsonEOFException cut) {
      throw (EOFException) new EOFException().initCause(cut);
    } catch (JsonProcessingException broken) {
      if (source.endsAt(broken.getLocation())) {
        throw (EOFException) new EOFException().initCause(broken);
      }
      JsonLocation at = broken.getLocation();
      String reason = Excerpt.sentence(broken.getOriginalMessage());
      throw at == null
          ? malformed(reason)
          : new HistoryFormatException(at.getLineNr(), at.getColumnNr(), reason);
    } catch (CharConversionException broken) {
      throw malformed(Excerpt.sentence(String.valueOf(broken.getMessage())));
    }
  }

  private Token token(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> Token.MAP;
      case START_ARRAY -> Token.SEQUENCE;
      case END_OBJECT, END_ARRAY -> Token.CLOSE;
      case VALUE_NUMBER_INT -> number();
      case VALUE_NUMBER_FLOAT -> whole(Numbers.whole(parser.getText()));
      case VALUE_NULL -> Token.NIL;
      case FIELD_NAME, VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> Token.NAME;
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("a text parser gave " + token);
    };
  }

  private Token number() throws IOException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return Token.NAME;
    }
    integer = parser.getLongValue();
    return Token.INTEGER;
  }

  private Token whole(@Nullable BigInteger value) {
    if (value == null || value.bitLength() >= Long.SIZE) {
      return Token.NAME;
    }
    integer = value.longValueExact();
    return Token.INTEGER;
  }

  @Override
  public long integer() {
    return integer;
  }

  @Override
  public int name() throws HistoryFormatException {
    try {
      return ascii() ? names.id(scratch, 0, parser.getTextLength()) : names.id(parser.getText());
    } catch (Names.Refused refused) {
      throw malformed(String.valueOf(refused.getMessage()));
    } catch (IOException broken) {
      throw malformed(Excerpt.sentence(String.valueOf(broken.getMessage())));
    }
  }

  /** Copies the text into {@link #scratch}; false if that would take an encoding. */
  private boolean ascii() throws IOException {
    int length = parser.getTextLength();
    if (length > scratch.length) {
      return false;
    }
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    for (int at = 0; at < length; at++) {
      char c = text[from + at];
      if (c > 127) {
        return false;
      }
      scratch[at] = (byte) c;
    }
    return true;
  }

  @Override
  public long line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public long column() {
    return parser.currentTokenLocation().getColumnNr();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
