package io.offerwallet.api;

import io.offerwallet.jobs.JobsUnavailable;
import io.offerwallet.prewarm.PrewarmIntake;
import io.offerwallet.wallet.PurgeUnconfirmed;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Writes every error as a problem. Nothing of an exception's inside leaves the process. */
final class ProblemMappers {

    private static final Pattern ONE_WALLET = Pattern.compile("/v1/wallets/(?!purge$)[^/]+");
    private static final Pattern ONE_JOB = Pattern.compile(JobsResource.PATH + "/[^/]+");
    private static final String CHALLENGE = "Basic realm=\"offer-wallet-proxy\", charset=\"UTF-8\"";

    private final Duration retryAfter;

    ProblemMappers(ApiSettings settings) {
        this.retryAfter = settings.retryAfter();
    }

    @ServerExceptionMapper
    Response invalid(InvalidRequest invalid, RoutingContext exchange) {
        return Answer.problem(invalid.problem(), Arrival.of(exchange)).response();
    }

    @ServerExceptionMapper
    Response denied(Denied denied, RoutingContext exchange) {
        RequestBody.leaveUnread(exchange);
        Response.ResponseBuilder response =
                Answer.problem(denied.problem(), Arrival.of(exchange)).toResponse();
        if (denied.problem().type() == ProblemType.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response unconfirmed(PurgeUnconfirmed unconfirmed, RoutingContext exchange) {
        Problem problem = Problem.of(
                ProblemType.PURGE_UNCONFIRMED,
                "The purge may have been carried out or not. Ask for it again until it is acknowledged.");
        return Answer.problem(problem, Arrival.of(exchange))
                .retryAfter(retryAfter)
                .response();
    }

    @ServerExceptionMapper
    Response jobsUnavailable(JobsUnavailable unavailable, RoutingContext exchange) {
        return jobNotTaken(unavailable.detail(), exchange);
    }

    @ServerExceptionMapper
    Response tooManyJobs(PrewarmIntake.Busy busy, RoutingContext exchange) {
        return jobNotTaken("Several jobs are coming in already. Send this one later.", exchange);
    }

    private Response jobNotTaken(String why, RoutingContext exchange) {
        RequestBody.leaveUnread(exchange);
        return Answer.problem(Problem.of(ProblemType.JOBS_UNAVAILABLE, why), Arrival.of(exchange))
                .retryAfter(retryAfter)
                .response();
    }

    @ServerExceptionMapper
    Response refusedByTheFramework(WebApplicationException refused, RoutingContext exchange) {
        ProblemType type =
                switch (refused.getResponse().getStatus()) {
                    case 404 -> ProblemType.NOT_FOUND;
                    case 405 -> ProblemType.METHOD_NOT_ALLOWED;
                    case 406 -> ProblemType.NOT_ACCEPTABLE;
                    case 413 -> ProblemType.BODY_TOO_LARGE;
                    case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
                    case 500, 501, 502, 503, 504 -> ProblemType.INTERNAL_ERROR;
                    default -> ProblemType.INVALID_REQUEST;
                };
        Response.ResponseBuilder response = Answer.problem(Problem.of(type, type.title() + "."), Arrival.of(exchange))
                .toResponse();
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, allowed(exchange.normalizedPath()));
        }
        return response.build();
    }

    /** The framework refuses a method without saying which it has; HTTP wants them told. All but two paths take POST only. */
    private static String allowed(String path) {
        return ONE_WALLET.matcher(path).matches() || ONE_JOB.matcher(path).matches()
                ? "GET, HEAD, DELETE, OPTIONS"
                : "POST, OPTIONS";
    }

    @ServerExceptionMapper
    Response bug(Throwable bug, RoutingContext exchange) {
        Arrival arrival = Arrival.of(exchange);
        return Answer.problem(Bugs.told(bug, arrival.requestId()), arrival).response();
    }
}
