package io.offerwallet.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may call, and where their secrets are mounted. */
@ConfigMapping(prefix = "wallet")
public interface ClientSettings {
    /**
     * The clients by name: letters and digits only, and case doesn't count, because an environment variable can't tell
     * cases apart, nor an underscore from a dot. Without any, nobody is authenticated.
     */
    Map<String, ClientEntry> clients();

    /**
     * A directory of files that hold one setting each, as Kubernetes mounts a Secret; see {@link SecretFilesFactory}.
     * Environment: {@code WALLET_SECRETS_DIR}.
     */
    Optional<String> secretsDir();

    /** One client. */
    interface ClientEntry {
        /**
         * One secret, or two during a rotation, plain or as {@code sha256:} and 64 hex digits. Environment:
         * {@code WALLET_CLIENTS_BRAZE_SECRETS=new,old} for a client named {@code braze}. A comma or backslash within a
         * secret is written with a backslash before it; so is a dollar sign, but not in a mounted file.
         */
        Optional<List<String>> secrets();

        /** What it may do. Environment: {@code WALLET_CLIENTS_BRAZE_ROLES=wallet,admin}. */
        @WithDefault("wallet")
        Set<Role> roles();
    }
}
