package dev.ratecast.model.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A process of its own that adds rows to matrices, as each layer of a network does, while garbage is collected without end. */
final class CollectedMeanwhile {
    private static final int COLUMNS = 16;

    private CollectedMeanwhile() {}

    /** @param arguments for how many seconds */
    public static void main(String[] arguments) throws InterruptedException {
        NativeRuntime.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
        Thread collecting = new Thread(CollectedMeanwhile::collect, "collecting");
        collecting.setDaemon(true);
        collecting.start();
        for (int rows = 3; System.nanoTime() - end < 0; rows++) {
            for (int i = 0; i < 20; i++) {
                try (INDArray matrix = Nd4j.ones(rows, COLUMNS);
                        INDArray row = Nd4j.ones(1, COLUMNS)) {
                    matrix.addiRowVector(row);
                }
            }
        }
    }

    private static void collect() {
        List<byte[]> garbage = new ArrayList<>();
        while (true) {
            System.gc();
            garbage.clear();
            for (int i = 0; i < 64; i++) {
                garbage.add(new byte[1 << 16]);
            }
        }
    }
}
