package org.holdfast.beans.store.row;

import java.lang.invoke.MethodHandle;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * How a value passes between a field and JDBC, by the type of the field. Getters take an {@link Object}, the row, and return the
 * type of the value; setters take both. The signatures of their calls are exact, casts included.
 */
enum ColumnType {
    INT(int.class, int.class) {
        @Override
        void bind(PreparedStatement statement, int parameter, MethodHandle getter, Object row) throws Throwable {
            statement.setInt(parameter, (int) getter.invokeExact(row));
        }

        @Override
        void read(ResultSet result, int column, MethodHandle setter, Object row) throws Throwable {
            setter.invokeExact(row, result.getInt(column));
        }
    },

    LONG(long.class, long.class) {
        @Override
        void bind(PreparedStatement statement, int parameter, MethodHandle getter, Object row) throws Throwable {
            statement.setLong(parameter, (long) getter.invokeExact(row));
        }

        @Override
        void read(ResultSet result, int column, MethodHandle setter, Object row) throws Throwable {
            setter.invokeExact(row, result.getLong(column));
        }
    },

    LONG_OR_NULL(Long.class, Object.class) {
        @Override
        void bind(PreparedStatement statement, int parameter, MethodHandle getter, Object row) throws Throwable {
            Object value = getter.invokeExact(row);
            if (value == null) {
                statement.setNull(parameter, Types.BIGINT);
            } else {
                statement.setLong(parameter, (Long) value);
            }
        }

        @Override
        void read(ResultSet result, int column, MethodHandle setter, Object row) throws Throwable {
            long value = result.getLong(column);
            setter.invokeExact(row, result.wasNull() ? null : (Object) value);
        }
    },

    TEXT(String.class, Object.class) {
        @Override
        void bind(PreparedStatement statement, int parameter, MethodHandle getter, Object row) throws Throwable {
            Object value = getter.invokeExact(row);
            statement.setString(parameter, (String) value);
        }

        @Override
        void read(ResultSet result, int column, MethodHandle setter, Object row) throws Throwable {
            setter.invokeExact(row, (Object) result.getString(column));
        }
    },

    BYTES(byte[].class, Object.class) {
        @Override
        void bind(PreparedStatement statement, int parameter, MethodHandle getter, Object row) throws Throwable {
            Object value = getter.invokeExact(row);
            statement.setBytes(parameter, (byte @Nullable []) value);
        }

        @Override
        void read(ResultSet result, int column, MethodHandle setter, Object row) throws Throwable {
            setter.invokeExact(row, (Object) result.getBytes(column));
        }
    };

    final Class<?> fieldType;
    final Class<?> valueType;

    ColumnType(Class<?> fieldType, Class<?> valueType) {
        this.fieldType = fieldType;
        this.valueType = valueType;
    }

    /** Sets a parameter to the value of the row's field. */
    abstract void bind(PreparedStatement statement, int parameter, MethodHandle getter, Object row) throws Throwable;

    /** Sets the row's field to the value of a column. */
    abstract void read(ResultSet result, int column, MethodHandle setter, Object row) throws Throwable;
}
