package dev.rollcall.wiring;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Keeps Hibernate from generating classes: entities have no lazy parts, and generating would be a
 * tenth of a short run. Hibernate finds it as a service.
 */
public final class NoProxies implements ServiceContributor {

  @Override
  public void contribute(StandardServiceRegistryBuilder builder) {
    builder.addService(BytecodeProvider.class, new BytecodeProviderImpl());
  }
}
