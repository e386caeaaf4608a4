package io.offerwallet.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Puts the simulator on its paths if it is enabled, and nothing anywhere if it is not. */
@ApplicationScoped
class SimulatorRoutes {
    static final String ROOT = "/simulator/sessionm";
    static final String OFFERS = ROOT + "/offers/api/2.0/offers/get_user_offers";
    static final String BEHAVIOUR = ROOT + "/behaviour";
    static final String STATS = ROOT + "/stats";
    static final String CLOCK = ROOT + "/clock";
    static final String USER = ROOT + "/users/:user_id";

    private static final Logger LOG = Logger.getLogger(SimulatorRoutes.class);
    private static final long LARGEST_BODY = 256 * 1024L;

    private final SimulatorSettings settings;
    private final Vertx vertx;
    private final SimulatedClock clock;

    SimulatorRoutes(SimulatorSettings settings, Vertx vertx, SimulatedClock clock) {
        this.settings = settings;
        this.vertx = vertx;
        this.clock = clock;
    }

    void routes(@Observes Router router) {
        if (!settings.enabled()) {
            return;
        }
        var sessionm = settings.sessionm();
        var behaviours = new BehaviourInForce(Behaviour.configured(sessionm));
        var loops = ((VertxInternal) vertx).getEventLoopGroup();
        var traffic = new Traffic(System::nanoTime, new Heartbeat(loops, System::nanoTime));
        var changes = new UserChanges();
        var check = new CallCheck(sessionm.authorization(), sessionm.retailerId());
        var wallets = new Wallets(OfferCatalogue.load());
        offers(router, new SessionmEndpoint(vertx, behaviours, traffic, changes, check, wallets, clock));
        control(router, new ControlEndpoint(behaviours, traffic, changes, clock));
        LOG.infof("Simulator on: %s answers as SessionM would, and all of its data is made up", ROOT);
    }

    private static void offers(Router router, SessionmEndpoint endpoint) {
        router.post(OFFERS).handler(bodies()).handler(endpoint::handle);
    }

    private static void control(Router router, ControlEndpoint endpoint) {
        router.get(BEHAVIOUR).handler(endpoint::readBehaviour);
        router.put(BEHAVIOUR).handler(bodies()).handler(endpoint::changeBehaviour);
        router.delete(BEHAVIOUR).handler(endpoint::restoreBehaviour);
        router.get(STATS).handler(endpoint::readStats);
        router.delete(STATS).handler(endpoint::resetStats);
        router.get(CLOCK).handler(endpoint::readClock);
        router.put(CLOCK).handler(bodies()).handler(endpoint::moveClock);
        router.delete(CLOCK).handler(endpoint::putBackClock);
        router.get(USER).handler(endpoint::readUser);
        router.put(USER).handler(bodies()).handler(endpoint::changeUser);
        router.delete(USER).handler(endpoint::forgetUser);
    }

    private static BodyHandler bodies() {
        return BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    }
}
