package io.offerwallet.sessionm;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** SessionM Connect over HTTP. The answer comes as a stream of pieces, so that its size can be bounded. */
@RegisterRestClient(configKey = "sessionm-connect")
interface ConnectApi {

    @POST
    @Path("/offers/api/2.0/offers/get_user_offers")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Multi<byte[]> getUserOffers(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] body);
}
