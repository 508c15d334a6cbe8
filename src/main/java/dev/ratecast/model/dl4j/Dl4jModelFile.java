package dev.ratecast.model.dl4j;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.hash.Sha256;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.ModelRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The model artifact: one zip of {@code manifest.json}, DL4J's own zips {@code network-1.zip} and on, and, where there was
 * a refit, {@code before-refit-1.zip} and on.
 */
public final class Dl4jModelFile {
    private static final String MANIFEST = "manifest.json";
    private static final String SERVED = "network-";
    private static final String BEFORE_REFIT = "before-refit-";

    /** Artifacts of this project are well below; a damaged or malicious one must not fill the memory. */
    private static final int LARGEST_BYTES = 64 << 20;

    private Dl4jModelFile() {}

    /** Takes something out of an artifact. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(InputStream in) throws IOException;
    }

    /**
     * Reads an artifact from a file.
     *
     * @throws ModelRefusedException where it is missing, damaged, incomplete, or trained on another feature schema
     */
    public static Dl4jModel read(Path file, FeatureSchema expected) {
        return read(file, in -> read(in, expected));
    }

    /**
     * Reads what an artifact says of itself, whatever it was trained on.
     *
     * @throws ModelRefusedException where it is missing or damaged
     */
    public static ModelManifest manifest(Path file) {
        return read(file, in -> ManifestJson.read(entry(entries(in), MANIFEST)));
    }

    private static <T> T read(Path file, Reading<T> reading) {
        try (InputStream in = Files.newInputStream(file)) {
            return reading.of(in);
        } catch (NoSuchFileException e) {
            throw new ModelRefusedException("there is no model file " + file, e);
        } catch (IOException e) {
            throw new ModelRefusedException("cannot read the model file " + file + ": " + e.getMessage(), e);
        } catch (ModelRefusedException e) {
            throw new ModelRefusedException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads an artifact. The stream stays open.
     *
     * @throws ModelRefusedException where it is damaged, incomplete, or trained on another feature schema
     */
    public static Dl4jModel read(InputStream in, FeatureSchema expected) throws IOException {
        Map<String, byte[]> entries = entries(in);
        ModelManifest manifest = ManifestJson.read(entry(entries, MANIFEST));
        manifest.requireSchema(expected);
        return model(manifest, SERVED, entries, expected);
    }

    /**
     * Reads an artifact with the weights it had before any refit.
     *
     * @throws ModelRefusedException where it is damaged, incomplete, or trained on another feature schema
     */
    public static Dl4jModel readUnrefitted(InputStream in, FeatureSchema expected) throws IOException {
        Map<String, byte[]> entries = entries(in);
        ModelManifest manifest = ManifestJson.read(entry(entries, MANIFEST));
        manifest.requireSchema(expected);
        String networks = manifest.beforeRefit() == null ? SERVED : BEFORE_REFIT;
        return model(manifest.unrefitted(), networks, entries, expected);
    }

    private static Dl4jModel model(
            ModelManifest manifest, String prefix, Map<String, byte[]> entries, FeatureSchema expected) {
        List<byte[]> networks = new ArrayList<>();
        for (int member = 1; member <= manifest.settings().members(); member++) {
            networks.add(entry(entries, name(prefix, member)));
        }
        if (!hash(networks).equals(manifest.networkHash())) {
            throw new ModelRefusedException("model " + manifest.version() + " is damaged: its networks are not those"
                    + " that the manifest names");
        }
        return new Dl4jModel(
                manifest,
                expected.scale(),
                networks.stream().map(bytes -> network(manifest, bytes)).toList());
    }

    static void write(ModelManifest manifest, List<byte[]> networks, List<byte[]> beforeRefit, OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        StoredNetwork.put(zip, MANIFEST, ManifestJson.write(manifest));
        put(zip, SERVED, networks);
        put(zip, BEFORE_REFIT, beforeRefit);
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String prefix, List<byte[]> networks) throws IOException {
        for (int i = 0; i < networks.size(); i++) {
            StoredNetwork.put(zip, name(prefix, i + 1), networks.get(i));
        }
    }

    /** SHA-256, in hex, of the networks' stored forms one after the other. */
    static String hash(List<byte[]> networks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        networks.forEach(all::writeBytes);
        return Sha256.hex(all.toByteArray());
    }

    private static String name(String prefix, int member) {
        return prefix + member + ".zip";
    }

    private static MultiLayerNetwork network(ModelManifest manifest, byte[] bytes) {
        try {
            return StoredNetwork.read(bytes, manifest.features().size(), manifest.settings());
        } catch (IOException | ModelRefusedException e) {
            throw new ModelRefusedException(
                    "model " + manifest.version() + " is damaged: its network does not load: " + e.getMessage(), e);
        }
    }

    private static byte[] entry(Map<String, byte[]> entries, String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new ModelRefusedException("the model file is incomplete or no model at all: it has no " + name);
        }
        return bytes;
    }

    private static Map<String, byte[]> entries(InputStream in) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        // Not closed: the stream belongs to the caller.
        ZipInputStream zip = new ZipInputStream(in);
        int left = LARGEST_BYTES;
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readNBytes(left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw new ModelRefusedException("the model file is damaged: " + entry.getName() + " is too large");
                }
                entries.put(entry.getName(), bytes);
            }
        } catch (ZipException | java.io.EOFException e) {
            throw new ModelRefusedException("the model file is damaged: " + e.getMessage(), e);
        }
        return entries;
    }
}
