package dev.overdraft.strategies.redis;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Redis that a strategy works with: the one whose URL is in the system property {@value
 * #PROPERTY} or the environment's {@value #VARIABLE}, or else one that is started here and stopped
 * by closing.
 *
 * <p>Safe for use by several threads, each of which may wait in it.
 */
public final class RedisAtHand implements AutoCloseable {

  /** Where the URL of a Redis is looked for first. */
  public static final String PROPERTY = "overdraft.redis";

  /** Where it is looked for next. */
  public static final String VARIABLE = "OVERDRAFT_REDIS";

  /** One a caller who waits for an answer; more callers than this take turns. */
  private static final int CONNECTIONS = 256;

  private final RedisClient client;
  private final Optional<LocalRedis> own;

  private RedisAtHand(RedisClient client, Optional<LocalRedis> own) {
    this.client = client;
    this.own = own;
  }

  /**
   * Connects to the Redis that is named, or starts one.
   *
   * @throws IOException if there is none, or it is older than 6.2; the message says what to do
   */
  public static RedisAtHand open() throws IOException {
    Optional<String> url = url();
    Optional<LocalRedis> own = Optional.empty();
    try {
      if (url.isPresent()) {
        return connected(url.get(), own);
      }
      LocalRedis started = LocalRedis.start();
      own = Optional.of(started);
      return connected(started.url(), own);
    } catch (IOException | IllegalArgumentException | JedisException failed) {
      own.ifPresent(LocalRedis::close);
      throw new IOException(sentence(url, failed), failed);
    }
  }

  /** Why there is no Redis here, in a sentence without a full stop; empty if there is one. */
  public static Optional<String> missing() {
    try {
      open().close();
      return Optional.empty();
    } catch (IOException none) {
      return Optional.of(String.valueOf(none.getMessage()));
    }
  }

  private static RedisAtHand connected(String url, Optional<LocalRedis> own) {
    RedisClient client = RedisClient.create(URI.create(url));
    client.getPool().setMaxTotal(CONNECTIONS);
    client.getPool().setMaxIdle(CONNECTIONS);
    try {
      // Redis before 6.2 does not know it. Of a list that is there it would move an element.
      String nobodys = "overdraft-" + UUID.randomUUID();
      client.lmove(nobodys, nobodys, ListDirection.RIGHT, ListDirection.LEFT);
      return new RedisAtHand(client, own);
    } catch (JedisException failed) {
      client.close();
      throw failed;
    }
  }

  private static Optional<String> url() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .filter(url -> !url.isBlank());
  }

  private static String sentence(Optional<String> url, Exception failed) {
    String why = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    return url.map(named -> "no Redis 6.2 or later answers at " + withoutSecret(named) + ": " + why)
        .orElse(
            "Redis does not start here (%s); name one with -D%s=redis://HOST:PORT or in %s"
                .formatted(why, PROPERTY, VARIABLE));
  }

  private static String withoutSecret(String url) {
    return url.replaceAll("//[^/]*@", "//***@");
  }

  RedisClient client() {
    return client;
  }

  @Override
  public void close() {
    try {
      client.close();
    } finally {
      own.ifPresent(LocalRedis::close);
    }
  }
}
