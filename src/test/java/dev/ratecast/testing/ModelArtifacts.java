package dev.ratecast.testing;

import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The sample's model under other versions, and how replicas load it. */
public final class ModelArtifacts {
    private static final Path BUNDLED = Path.of("data/model.zip");

    private ModelArtifacts() {}

    /** The sample's artifact, its manifest naming this version. */
    public static byte[] ofVersion(String version) {
        return of(version, "streaming");
    }

    /** The sample's artifact, its manifest naming this version and this mode. */
    public static byte[] of(String version, String mode) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(BUNDLED));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals("manifest.json")) {
                    String renamed = new String(content, StandardCharsets.UTF_8)
                            .replaceFirst(
                                    "\"version\" : \"[^\"]*\"",
                                    "\"version\" : \"" + version + "\", \"mode\" : \"" + mode + "\"");
                    content = renamed.getBytes(StandardCharsets.UTF_8);
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(content);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Loads an artifact as a replica with the default scale and eras does. */
    public static LoadedModel load(byte[] artifact) {
        try {
            Dl4jModel model = Dl4jModelFile.read(
                    new ByteArrayInputStream(artifact),
                    FeatureAssemblers.of(RatingScale.WHOLE_STARS, Eras.DEFAULT).schema());
            return LoadedModel.of(model, model.manifest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
