package io.offerwallet.testing;

import io.smallrye.certs.CertificateFiles;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.PemCertificateFiles;
import io.smallrye.certs.ca.CaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate authority that nobody trusts by default, and the certificates it signs for servers. */
public final class PrivateCa {

    private static final String PASSWORD = "of-a-test";

    private final Path directory;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private PrivateCa(Path directory, X509Certificate certificate, PrivateKey key) {
        this.directory = directory;
        this.certificate = certificate;
        this.key = key;
    }

    /** What a server needs to show who it is: PEM files. */
    public record Identity(Path certificate, Path key) {}

    /** Makes a CA whose files are in a directory of this name in {@code parent}. */
    public static PrivateCa in(Path parent, String name) {
        try {
            Path directory = Files.createDirectories(parent.resolve(name));
            Path store = directory.resolve("ca.p12");
            X509Certificate certificate = new CaGenerator(
                            certificate(directory).toFile(),
                            directory.resolve("ca.key").toFile(),
                            store.toFile(),
                            PASSWORD)
                    .generate(name, "offer-wallet tests", "none", "Nowhere", "None", "US");
            return new PrivateCa(directory, certificate, key(store));
        } catch (Exception failed) {
            throw new IllegalStateException("No CA could be made.", failed);
        }
    }

    /** The CA's own certificate, a PEM file. */
    public Path certificate() {
        return certificate(directory);
    }

    /** Signs a certificate for a server of this name. */
    public Identity issueFor(String host) {
        CertificateRequest request = new CertificateRequest()
                .withName(host)
                .withCN(host)
                .withSubjectAlternativeName("DNS:" + host)
                .withFormat(Format.PEM)
                .signedWith(certificate, key);
        try {
            CertificateFiles files =
                    new CertificateGenerator(directory, true).generate(request).get(0);
            PemCertificateFiles pem = (PemCertificateFiles) files;
            return new Identity(pem.certFile(), pem.keyFile());
        } catch (Exception failed) {
            throw new IllegalStateException("No certificate could be made.", failed);
        }
    }

    private static Path certificate(Path directory) {
        return directory.resolve("ca.crt");
    }

    private static PrivateKey key(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return (PrivateKey) keys.getKey(CaGenerator.KEYSTORE_KEY_ENTRY, PASSWORD.toCharArray());
    }
}
