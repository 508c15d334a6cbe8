package dev.ratecast.model.dl4j;

import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.NetworkSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as bytes: DL4J's own zip without the updater's state, byte for byte the same for the same weights.
 *
 * <p>Implementation notes: written by DL4J, but not read by it. DL4J would deserialize Java objects from an entry
 * {@code preprocessor.bin}, and make objects of whatever classes {@code configuration.json} names; both can run code that
 * whoever made the artifact chose. Reading takes the parameters alone, as floats, for a network whose shape the manifest
 * says.
 */
final class StoredNetwork {
    private static final String PARAMETERS = "coefficients.bin";
    private static final Set<String> ENTRIES = Set.of("configuration.json", PARAMETERS);

    /** Far more than a network of this project has. */
    private static final int MOST_PARAMETERS = 16 << 20;

    /** What ND4J writes before an array's elements takes far less. */
    private static final int LONGEST_SHAPE = 64;

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

    /**
     * Reads a network.
     *
     * @throws ModelRefusedException where the bytes are not a network of this shape, or hold anything else
     */
    static MultiLayerNetwork read(byte[] bytes, int inputs, NetworkSettings settings) throws IOException {
        NativeRuntime.start();
        float[] parameters = parameters(bytes);
        // Before the network is made, which takes the memory that its shape asks for.
        long expected = Networks.parameters(inputs, settings);
        if (expected != parameters.length) {
            throw new ModelRefusedException(
                    "a network has " + parameters.length + " parameters, one of its shape has " + expected);
        }
        MultiLayerNetwork network = Networks.create(inputs, settings, 1, 0);
        try (INDArray all = Nd4j.createFromArray(parameters).reshape(1, parameters.length)) {
            network.setParams(all);
        }
        return network;
    }

    private static float[] parameters(byte[] zipped) throws IOException {
        float[] parameters = null;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!ENTRIES.contains(entry.getName())) {
                    throw new ModelRefusedException(
                            "a network holds an entry that none of ours has: " + entry.getName());
                }
                if (entry.getName().equals(PARAMETERS)) {
                    parameters = floats(new DataInputStream(in));
                }
            }
        }
        if (parameters == null) {
            throw new ModelRefusedException("a network has no entry " + PARAMETERS);
        }
        return parameters;
    }

    /** An array in ND4J's own binary form: its shape, then its elements, each after allocation mode, length and type. */
    private static float[] floats(DataInputStream in) throws IOException {
        in.readUTF();
        long shape = in.readLong();
        String shapeType = in.readUTF();
        if (shape < 0 || shape > LONGEST_SHAPE || !shapeType.equals("LONG")) {
            throw new ModelRefusedException("a network's parameters have no shape");
        }
        in.skipNBytes(shape * Long.BYTES);
        in.readUTF();
        long length = in.readLong();
        String type = in.readUTF();
        if (length < 0 || length > MOST_PARAMETERS || !type.equals("FLOAT")) {
            throw new ModelRefusedException("a network's parameters are " + length + " of type " + type);
        }
        float[] floats = new float[(int) length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = in.readFloat();
        }
        return floats;
    }

    static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_DATE);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
