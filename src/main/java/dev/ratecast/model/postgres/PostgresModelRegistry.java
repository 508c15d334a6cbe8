package dev.ratecast.model.postgres;

import dev.ratecast.hash.Sha256;
import dev.ratecast.model.ModelChoice;
import dev.ratecast.model.ModelKey;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.ModelVersion;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.transaction.Look;
import dev.ratecast.transaction.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The {@code model_version} table. Roles change one writer at a time, under a lock of the table that lets readers go on;
 * nothing outlives a transaction, so that a pooler may hand the connection on.
 */
public final class PostgresModelRegistry implements ModelRegistry {
    /** A replica that cannot look in this time counts as unable to look. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Artifacts are read and written whole. */
    private static final Duration ARTIFACT = Duration.ofSeconds(60);

    private static final String PUBLISH =
            """
            insert into model_version (version, artifact, artifact_sha256, manifest, created_at)
            values (?, ?, ?, ?::jsonb, ?)
            on conflict (version) do nothing""";

    private static final String LIST =
            """
            select version, artifact_sha256, created_at, published_at, activated_at, active, shadow,
                   octet_length(artifact), manifest
            from model_version
            order by created_at desc, version desc""";

    private static final String CHOICE =
            "select active, version, artifact_sha256 from model_version where active or shadow";

    /** Reads what was asked for from a row. */
    private interface Column<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final DataSource dataSource;

    public PostgresModelRegistry(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public boolean publish(String version, Instant createdAt, String manifest, byte[] artifact) {
        String sha256 = Sha256.hex(artifact);
        boolean isNew = asking(ARTIFACT, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(PUBLISH)) {
                insert.setString(1, version);
                insert.setBytes(2, artifact);
                insert.setString(3, sha256);
                insert.setString(4, manifest);
                insert.setTimestamp(5, Timestamp.from(createdAt));
                return insert.executeUpdate() == 1;
            }
        });
        if (!isNew && !find(version).map(ModelKey::sha256).equals(Optional.of(sha256))) {
            throw new ModelRefusedException("version " + version + " is published already, with other bytes");
        }
        return isNew;
    }

    @Override
    public List<ModelVersion> list() {
        return asking(LOOK, connection -> {
            List<ModelVersion> versions = new ArrayList<>();
            try (Statement select = connection.createStatement()) {
                try (ResultSet rows = select.executeQuery(LIST)) {
                    while (rows.next()) {
                        versions.add(version(rows));
                    }
                }
            }
            return versions;
        });
    }

    private static ModelVersion version(ResultSet row) throws SQLException {
        Timestamp activatedAt = row.getTimestamp(5);
        return new ModelVersion(
                new ModelKey(row.getString(1), row.getString(2)),
                row.getTimestamp(3).toInstant(),
                row.getTimestamp(4).toInstant(),
                activatedAt == null ? null : activatedAt.toInstant(),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getLong(8),
                row.getString(9));
    }

    @Override
    public ModelChoice choice() {
        return asking(LOOK, connection -> {
            ModelKey active = null;
            ModelKey shadow = null;
            try (Statement select = connection.createStatement()) {
                try (ResultSet rows = select.executeQuery(CHOICE)) {
                    while (rows.next()) {
                        ModelKey key = new ModelKey(rows.getString(2), rows.getString(3));
                        if (rows.getBoolean(1)) {
                            active = key;
                        } else {
                            shadow = key;
                        }
                    }
                }
            }
            return new ModelChoice(active, shadow);
        });
    }

    @Override
    public Optional<ModelKey> find(String version) {
        String select = "select version, artifact_sha256 from model_version where version = ?";
        return ofVersion(version, select, LOOK, row -> new ModelKey(row.getString(1), row.getString(2)));
    }

    @Override
    public Optional<byte[]> artifact(String version) {
        String select = "select artifact from model_version where version = ?";
        return ofVersion(version, select, ARTIFACT, row -> row.getBytes(1));
    }

    /** What a version's row holds, empty where none is selected. */
    private <T> Optional<T> ofVersion(String version, String select, Duration patience, Column<T> column) {
        return asking(patience, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setString(1, version);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(column.of(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean activate(String version) {
        return changing(connection -> exists(connection, version) && makeActive(connection, version));
    }

    @Override
    public boolean promote(String version, String insteadOf, Instant chosenUntil) {
        String still = "select from model_version where version = ? and active";
        return changing(connection -> {
            if (!exists(connection, still, insteadOf) || !exists(connection, version)) {
                return false;
            }
            String remember = "update model_version set chosen_until = ? where version = ?";
            try (PreparedStatement statement = connection.prepareStatement(remember)) {
                statement.setTimestamp(1, Timestamp.from(chosenUntil));
                statement.setString(2, version);
                statement.executeUpdate();
            }
            return makeActive(connection, version);
        });
    }

    @Override
    public Optional<Instant> chosenUntil(String version) {
        String select = "select chosen_until from model_version where version = ? and chosen_until is not null";
        return ofVersion(version, select, LOOK, row -> row.getTimestamp(1).toInstant());
    }

    @Override
    public boolean shadow(@Nullable String version) {
        String candidate = "select from model_version where version = ? and not active";
        return changing(connection -> {
            if (version != null && !exists(connection, candidate, version)) {
                return false;
            }
            String others = version == null ? "" : version;
            update(connection, "update model_version set shadow = false where shadow and version <> ?", others);
            if (version != null) {
                update(connection, "update model_version set shadow = true where version = ?", version);
            }
            return true;
        });
    }

    @Override
    public Removal remove(String version) {
        return changing(connection -> {
            if (!exists(connection, version)) {
                return Removal.UNKNOWN;
            }
            String delete = "delete from model_version where version = ? and not active and not shadow";
            return update(connection, delete, version) == 1 ? Removal.REMOVED : Removal.IN_USE;
        });
    }

    /** The former active row first: the index allows one at any moment. */
    private static boolean makeActive(Connection connection, String version) throws SQLException {
        update(connection, "update model_version set active = false where active and version <> ?", version);
        String activate = "update model_version set active = true, shadow = false, activated_at = now()"
                + " where version = ? and not active";
        update(connection, activate, version);
        return true;
    }

    private static boolean exists(Connection connection, String version) throws SQLException {
        return exists(connection, "select from model_version where version = ?", version);
    }

    private static boolean exists(Connection connection, String select, String version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, version);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static int update(Connection connection, String update, String version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, version);
            return statement.executeUpdate();
        }
    }

    /** Changes rows within a transaction that alone changes roles. */
    private <T> T changing(Transaction.Work<T> change) {
        try {
            return Transaction.of(dataSource, connection -> {
                try (Statement lock = connection.createStatement()) {
                    lock.execute("set local lock_timeout = '5s'");
                    lock.execute("set local statement_timeout = '10s'");
                    lock.execute("lock table model_version in share row exclusive mode");
                }
                return change.in(connection);
            });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private <T> T asking(Duration patience, Transaction.Work<T> question) {
        try {
            return Look.within(patience, dataSource, question);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static RegistryUnavailableException unavailable(SQLException fault) {
        String reason = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        return new RegistryUnavailableException("sqlstate=" + fault.getSQLState() + " " + reason, fault);
    }
}
