import org.apache.camel.main.Main;

/** Plain Camel: no Spring, no server, no playbook. The routes are in resources/camel. */
public final class Application {
  private Application() {}

  /** Runs the routes until it is stopped, or as application.properties says. */
  public static void main(String[] args) throws Exception {
    System.exit(new Main(Application.class).run(args));
  }
}
