package dev.fairlead.edge.upstream;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards providers: BoringSSL where its library loads, else the JDK's. Certificates are
 * checked against the JDK's roots and the host's name. Made when first needed. Thread-safe.
 */
public final class ClientTls {
  private final SslContextBuilder builder;
  private volatile @Nullable SslContext context;

  private ClientTls(SslContextBuilder builder) {
    this.builder = builder;
  }

  /** With the JDK's roots. */
  public static ClientTls create() {
    return with(SslContextBuilder.forClient());
  }

  /** With other roots or keys. */
  public static ClientTls with(SslContextBuilder builder) {
    return new ClientTls(builder);
  }

  /** Makes ready now if one of these URLs will need it: reading the roots takes a while. */
  public void prepareFor(List<String> urls) {
    if (urls.stream().anyMatch(url -> url.startsWith("https:"))) {
      Thread.ofPlatform().daemon().name("fairlead-tls").start(this::context);
    }
  }

  SslHandler handler(Channel channel, Address address, Duration limit) {
    var handler = context().newHandler(channel.alloc(), address.host(), address.port());
    handler.setHandshakeTimeoutMillis(limit.toMillis());
    return handler;
  }

  private SslContext context() {
    var made = context;
    if (made == null) {
      synchronized (this) {
        made = context;
        if (made == null) {
          made = make();
          context = made;
        }
      }
    }
    return made;
  }

  private SslContext make() {
    try {
      return builder
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .endpointIdentificationAlgorithm("HTTPS")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS towards providers: " + e.getMessage(), e);
    }
  }
}
