package io.offerwallet.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;

/**
 * The CAs that are trusted for a server when some are configured. Their files are read once, at the start: Vert.x would
 * read them at the first call, when it is too late to refuse them.
 */
public final class CaCertificates {

    /** The environment variable that names the files, for messages. */
    private final String setting;

    private CaCertificates(String setting) {
        this.setting = setting;
    }

    /**
     * Trusts the certificates in these files and no others.
     *
     * @param setting the environment variable that names the files
     * @throws IllegalArgumentException naming the setting and the file that can't be read or holds no certificate
     */
    public static TrustManagerFactory read(String setting, List<String> files) {
        CaCertificates named = new CaCertificates(setting);
        List<Certificate> certificates = new ArrayList<>();
        for (String file : files) {
            certificates.addAll(named.read(file.strip()));
        }
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("A key store in memory takes any certificate.", impossible);
        }
    }

    private Collection<? extends Certificate> read(String file) {
        byte[] content = content(file);
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException(noCertificate(file), unreadable);
        }
        throw new IllegalArgumentException(noCertificate(file));
    }

    private byte[] content(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(setting + ": there is no file '" + file + "'", missing);
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    setting + ": the file '" + file + "' can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private String noCertificate(String file) {
        return setting + ": the file '" + file + "' holds no certificate in PEM format, or something else beside";
    }
}
