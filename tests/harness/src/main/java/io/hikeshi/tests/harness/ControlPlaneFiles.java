package io.hikeshi.tests.harness;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** The files that the parts of a {@link ControlPlane} read: keys, tokens, kubeconfigs, the audit policy. */
final class ControlPlaneFiles {
    private static final int RSA_BITS = 2048;
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Workspace workspace;
    private final String server;

    ControlPlaneFiles(Workspace workspace, String server) {
        this.workspace = workspace;
        this.server = server;
    }

    void write(Users users) {
        workspace.write("tokens.csv", users.tokenFile());
        workspace.write("audit-policy.yaml", AuditLog.POLICY);
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            var pair = generator.generateKeyPair();
            workspace.write("sa.key", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            workspace.write("sa.pub", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make the key that signs ServiceAccount tokens", e);
        }
    }

    Path kubeconfig(String user, String token) {
        var text = """
                apiVersion: v1
                kind: Config
                current-context: harness
                contexts: [{name: harness, context: {cluster: harness, user: "%2$s"}}]
                clusters: [{name: harness, cluster: {server: "%1$s", certificate-authority: "%4$s"}}]
                users: [{name: "%2$s", user: {token: "%3$s"}}]
                """.formatted(server, user, token, certificate());
        return workspace.write(user.replaceAll("[^a-z0-9-]", "_") + ".kubeconfig", text);
    }

    /** kube-apiserver signs it itself at its first start, with its issuer in the same file. */
    Path certificate() {
        return certificates().resolve("apiserver.crt");
    }

    Path certificates() {
        return workspace.file("certificates");
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, PEM.encodeToString(key));
    }
}
