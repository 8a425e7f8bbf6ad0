package org.holdfast.beans.store.row;

import static java.lang.invoke.MethodType.methodType;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.holdfast.beans.store.connection.Dialect;

/** A column, and the field of the entity that has its value. Immutable. */
final class EntityColumn {
    private final String name;
    private final boolean isKey;
    private final String fieldName;
    private final ColumnType type;
    /** By handles, because a call of {@link Field} costs several times as much. */
    private final MethodHandle getter;

    private final MethodHandle setter;

    private EntityColumn(Field field, ColumnType type) throws IllegalAccessException {
        this.type = type;
        name = field.getAnnotation(Column.class).name();
        isKey = field.isAnnotationPresent(Id.class);
        fieldName = field.getName();
        field.setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        getter = lookup.unreflectGetter(field).asType(methodType(type.valueType, Object.class));
        setter = lookup.unreflectSetter(field).asType(methodType(void.class, Object.class, type.valueType));
    }

    /** @throws IllegalArgumentException if a field of this type cannot be stored */
    static EntityColumn of(Field field) {
        ColumnType type = Stream.of(ColumnType.values())
                .filter(each -> each.fieldType == field.getType())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column has the type of " + field));
        try {
            return new EntityColumn(field, type);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    String fieldName() {
        return fieldName;
    }

    boolean isKey() {
        return isKey;
    }

    boolean isText() {
        return type == ColumnType.TEXT;
    }

    /** The name of the column that stands for this one in the key. */
    String inKey(Dialect dialect) {
        return isText() ? dialect.textInKey(name) : name;
    }

    /** The SQL of this one's value in the key, with one parameter. */
    String valueInKey(Dialect dialect) {
        return isText() ? dialect.valueOfTextInKey() : "?";
    }

    /** Sets a parameter to the value of the row. */
    void bind(PreparedStatement statement, int parameter, Object row) throws SQLException {
        try {
            type.bind(statement, parameter, getter, row);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // a field throws nothing
        }
    }

    /** Sets the field of the row to the value of a column of the result. */
    void read(ResultSet result, int column, Object row) throws SQLException {
        try {
            type.read(result, column, setter, row);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
