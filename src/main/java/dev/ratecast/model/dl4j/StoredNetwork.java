package dev.ratecast.model.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** A network as bytes: DL4J's own zip without the updater's state, byte for byte the same for the same weights. */
final class StoredNetwork {
    /** Zip entries carry a date; a fixed one makes the bytes repeatable. */
    static final LocalDateTime ENTRY_DATE = LocalDateTime.of(2000, 1, 1, 0, 0);

    private StoredNetwork() {}

    static byte[] write(MultiLayerNetwork network) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, raw, false);
        ByteArrayOutputStream repeatable = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(raw.toByteArray()));
                ZipOutputStream out = new ZipOutputStream(repeatable)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                put(out, entry.getName(), in.readAllBytes());
            }
        }
        return repeatable.toByteArray();
    }

    static MultiLayerNetwork read(byte[] bytes) throws IOException {
        NativeRuntime.start();
        return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes), false);
    }

    static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_DATE);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /** SHA-256, in hex. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
