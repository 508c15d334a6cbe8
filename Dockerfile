# The service's image, from an application that is built already:
#   ./mvnw package -DskipTests && docker build -t ratecast .
# linux/amd64 only: DL4J 1.0.0-M2.1 has no native libraries for Linux on arm64.
FROM eclipse-temurin:17-jre

# A fixed number, so that Kubernetes can check runAsNonRoot without a look into the image.
RUN useradd --uid 10001 --user-group --create-home --shell /usr/sbin/nologin ratecast
WORKDIR /app

# From what changes least to what changes most. lib/ holds the native libraries of this platform only. It stays whole:
# the runner keeps an index of its jars and fails in a look-up of META-INF/MANIFEST.MF where one of them is gone.
COPY target/quarkus-app/lib/ lib/
# Packaged on another platform (docs/kubernetes.md), it would start and never load a model.
RUN ls lib/main | grep -q 'nd4j-native.*linux-x86_64'
COPY target/quarkus-app/quarkus/ quarkus/
COPY target/quarkus-app/quarkus-run.jar ./
COPY target/quarkus-app/app/ app/

# Several threads for networks this small only wait for each other.
ENV OMP_NUM_THREADS=1
# Sizes for the container's memory, whatever it is: heap 60 %, off-heap arrays at most 256 MiB, the rest for threads,
# code and native libraries, which are unpacked below /tmp so that the root file system can be read-only. The known
# ratings live for good: G1 begins to mark at a heap that they cannot fill alone, and takes what heap there is
# rather than collect often (docs/configuration.md).
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=60 -XX:-G1UseAdaptiveIHOP -XX:InitiatingHeapOccupancyPercent=80 -XX:GCTimeRatio=99 -XX:+ExitOnOutOfMemoryError -Dorg.bytedeco.javacpp.maxbytes=256m -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp"

USER 10001:10001
# 8080 REST; 9000 health and metrics.
EXPOSE 8080 9000
ENTRYPOINT ["java", "-jar", "/app/quarkus-run.jar"]
CMD ["serve"]
