package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunRepository;
import dev.rollcall.user.User;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** The entities of a database, and the transactions that they and plain JDBC share. */
final class Persistence implements AutoCloseable {

  /** What Hibernate would look up in the database or on the class path is known here. */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "hibernate.type.json_format_mapper", new NoFormats(),
          "hibernate.type.xml_format_mapper", new NoFormats(),
          "hibernate.boot.allow_jdbc_metadata_access", "false",
          "hibernate.xml_mapping_enabled", "false",
          "hibernate.archive.autodetection", "none",
          "hibernate.enhancer.enableDirtyTracking", "false",
          "hibernate.enhancer.enableLazyInitialization", "false",
          "hibernate.query.startup_check", "false");

  private final EntityManagerFactory factory;
  private final EntityManager entityManager;
  private final JpaTransactionManager transactionManager;
  private final RunRepository runs;

  Persistence(Database database, DataSource dataSource) {
    LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
    bean.setPersistenceUnitName("rollcall");
    bean.setDataSource(dataSource);
    bean.setManagedTypes(PersistenceManagedTypes.of(User.class.getName(), Run.class.getName()));
    bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    bean.setSharedCacheMode(SharedCacheMode.NONE);
    bean.setValidationMode(ValidationMode.NONE);
    bean.setJpaPropertyMap(SETTINGS);
    bean.getJpaPropertyMap().put("hibernate.dialect", database.hibernateDialect());
    bean.afterPropertiesSet();
    EntityManagerFactory made = bean.getObject();
    if (made == null) {
      throw new IllegalStateException("no entity manager factory");
    }
    factory = made;
    transactionManager = new JpaTransactionManager(factory);
    transactionManager.setDataSource(dataSource);
    transactionManager.afterPropertiesSet();
    entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
    runs = new JpaRepositoryFactory(entityManager).getRepository(RunRepository.class);
  }

  /** Joins the transaction under way. */
  EntityManager entityManager() {
    return entityManager;
  }

  JpaTransactionManager transactionManager() {
    return transactionManager;
  }

  RunRepository runs() {
    return runs;
  }

  @Override
  public void close() {
    factory.close();
  }
}
