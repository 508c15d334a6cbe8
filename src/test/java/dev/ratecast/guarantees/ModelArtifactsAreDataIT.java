package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.testing.ModelArtifacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loading a model artifact runs nothing that it brings along, whoever made it. */
class ModelArtifactsAreDataIT {
    private static boolean ran;

    /** What somebody would like to have run: reading it back is enough. */
    private static final class Payload implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            ran = true;
        }
    }

    @BeforeEach
    void nothing_ran_yet() {
        ran = false;
    }

    @Test
    void an_object_beside_the_network_is_not_read_back() throws Exception {
        Map<String, byte[]> network =
                unzip(unzip(ModelArtifacts.ofVersion("one")).get("network-1.zip"));
        network.put("preprocessor.bin", serialized(new Payload()));
        byte[] malicious = withNetwork(network);
        try {
            ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip(network)), false);
        } catch (ClassCastException e) {
            // after it has run
        }
        assertThat(ran).as("it runs where DL4J itself reads the network").isTrue();

        ran = false;
        assertThatThrownBy(() -> ModelArtifacts.load(malicious))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("preprocessor.bin");
        assertThat(ran).isFalse();
    }

    @Test
    void a_class_that_the_configuration_names_is_not_loaded() throws Exception {
        Map<String, byte[]> network =
                unzip(unzip(ModelArtifacts.ofVersion("one")).get("network-1.zip"));
        String configuration = new String(network.get("configuration.json"), StandardCharsets.UTF_8);
        network.put(
                "configuration.json",
                configuration
                        .replace("org.nd4j.linalg.activations.impl.ActivationReLU", "javax.naming.InitialContext")
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(
                        () -> ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip(network)), false))
                .as("DL4J itself looks the class up")
                .hasStackTraceContaining("javax.naming.InitialContext");

        assertThat(ModelArtifacts.load(withNetwork(network)).model().version()).isEqualTo("one");
    }

    @Test
    void a_shape_or_a_length_that_would_fill_the_memory_is_refused() throws Exception {
        Map<String, byte[]> artifact = unzip(ModelArtifacts.ofVersion("one"));
        String manifest = new String(artifact.get("manifest.json"), StandardCharsets.UTF_8);
        artifact.put(
                "manifest.json",
                manifest.replaceFirst("\"hidden\" : \\[[^]]*]", "\"hidden\" : [2000000000, 2000000000]")
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ModelArtifacts.load(zip(artifact)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("one of its shape has 4000000");

        Map<String, byte[]> network =
                unzip(unzip(ModelArtifacts.ofVersion("one")).get("network-1.zip"));
        byte[] parameters = network.get("coefficients.bin");
        int lengthAt = new String(parameters, StandardCharsets.ISO_8859_1).lastIndexOf("FLOAT") - 2 - Long.BYTES;
        parameters[lengthAt] = 0x7f;
        assertThatThrownBy(() -> ModelArtifacts.load(withNetwork(network)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("of type FLOAT");

        Map<String, byte[]> bomb = unzip(ModelArtifacts.ofVersion("one"));
        for (int i = 0; i < 5; i++) {
            bomb.put("zeros-" + i, new byte[16 << 20]);
        }
        assertThatThrownBy(() -> ModelArtifacts.load(zip(bomb))).hasMessageContaining("too large");
    }

    /** The sample's artifact with another first network, and a manifest that names it. */
    private static byte[] withNetwork(Map<String, byte[]> network) throws Exception {
        Map<String, byte[]> artifact = unzip(ModelArtifacts.ofVersion("one"));
        artifact.put("network-1.zip", zip(network));
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (int member = 1; artifact.containsKey("network-" + member + ".zip"); member++) {
            hash.update(artifact.get("network-" + member + ".zip"));
        }
        String named = "\"network_hash\" : \"" + HexFormat.of().formatHex(hash.digest()) + "\"";
        String manifest = new String(artifact.get("manifest.json"), StandardCharsets.UTF_8)
                .replaceFirst("\"network_hash\" : \"[^\"]*\"", named);
        artifact.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        return zip(artifact);
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> unzip(byte[] zipped) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
