package io.hikeshi.responder.rules;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form of a value in an event's data: what expressions are checked against, and what they find where facts are absent. */
sealed interface Shape {
    CelType type();

    /** The value in this form: integers as {@link Long}, and what is absent as empty, so that comparing is always safe. */
    Object complete(@Nullable Object value);

    /** The structs that this consists of, itself included. */
    default Stream<Struct> structs() {
        return Stream.of();
    }

    /** A value without parts. */
    enum Leaf implements Shape {
        TEXT(SimpleType.STRING, ""),
        INTEGER(SimpleType.INT, 0L),
        NUMBER(SimpleType.DOUBLE, 0.0),
        TRUTH(SimpleType.BOOL, false);

        private final CelType type;
        private final Object empty;

        Leaf(CelType type, Object empty) {
            this.type = type;
            this.empty = empty;
        }

        @Override
        public CelType type() {
            return type;
        }

        @Override
        public Object complete(@Nullable Object value) {
            if (value == null) return empty;
            if (this == INTEGER && value instanceof Number number) return number.longValue();
            if (this == NUMBER && value instanceof Number number) return number.doubleValue();
            return value;
        }
    }

    /** Any number of one form. */
    record Listing(Shape item) implements Shape {
        @Override
        public CelType type() {
            return ListType.create(item.type());
        }

        @Override
        public Object complete(@Nullable Object value) {
            return value instanceof List<?> list
                    ? list.stream().map(item::complete).toList()
                    : List.of();
        }

        @Override
        public Stream<Struct> structs() {
            return item.structs();
        }
    }

    /** Values of one form by keys that nobody knows beforehand, such as labels. */
    record Mapping(Shape value) implements Shape {
        @Override
        public CelType type() {
            return MapType.create(SimpleType.STRING, value.type());
        }

        @Override
        public Object complete(@Nullable Object written) {
            if (!(written instanceof Map<?, ?> map)) return Map.of();
            var completed = new LinkedHashMap<String, Object>();
            map.forEach((key, each) -> completed.put(String.valueOf(key), value.complete(each)));
            return completed;
        }

        @Override
        public Stream<Struct> structs() {
            return value.structs();
        }
    }

    /**
     * Fields that are all known.
     *
     * @param name for messages: {@code process.crashed}, {@code pod}
     */
    record Struct(String name, Map<String, Shape> fields) implements Shape {
        @Override
        public CelType type() {
            var types = new HashMap<String, CelType>();
            fields.forEach((field, shape) -> types.put(field, shape.type()));
            var known = ImmutableMap.copyOf(types);
            return StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
        }

        @Override
        public Map<String, Object> complete(@Nullable Object written) {
            Map<?, ?> map = written instanceof Map<?, ?> given ? given : Map.of();
            var completed = new LinkedHashMap<String, Object>();
            fields.forEach((field, shape) -> completed.put(field, shape.complete(map.get(field))));
            return completed;
        }

        @Override
        public Stream<Struct> structs() {
            return Stream.concat(Stream.of(this), fields.values().stream().flatMap(Shape::structs));
        }
    }
}
