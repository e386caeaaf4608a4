package io.offerwallet.ops;

import io.smallrye.config.ConfigMappingContext;
import io.smallrye.config.ConfigMappingLoader;
import io.smallrye.config.ConfigMappingLoader.ConfigMappingImplementation;
import io.smallrye.config.ConfigMappingMetadata;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of settings that Quarkus has found, with what implements them. Looked up while a native image is built, as all
 * classes of ours are initialized then, so that a start doesn't have to.
 */
final class KnownMappings {

    /** Where Quarkus 3.34 has its build write them down, as static fields. */
    private static final String WRITTEN_DOWN = "io.quarkus.runtime.generated.SharedConfig";

    private static final Map<Class<?>, KnownMapping> KNOWN = find();

    private record KnownMapping(Constructor<?> constructor, Map<String, String> properties) {}

    private KnownMappings() {}

    /** An implementation of an interface of settings, filled by the context. */
    static <T> T make(Class<T> type, ConfigMappingContext context) {
        try {
            return type.cast(known(type).constructor().newInstance(context));
        } catch (ReflectiveOperationException failed) {
            // What somebody has set isn't the cause: it is the context that is told of that.
            throw new IllegalStateException(type + " can't be made.", failed);
        }
    }

    /** The names of its settings, without the prefix, and their defaults, which may be null. */
    static Map<String, @Nullable String> properties(Class<?> type) {
        return known(type).properties();
    }

    private static KnownMapping known(Class<?> type) {
        return Objects.requireNonNull(
                KNOWN.get(type), () -> type + " wasn't known as settings when the image was built.");
    }

    private static Map<Class<?>, KnownMapping> find() {
        Map<Class<?>, KnownMapping> found = new HashMap<>();
        roots().forEach(root -> addWithParts(root, found));
        return Map.copyOf(found);
    }

    private static void addWithParts(Class<?> type, Map<Class<?>, KnownMapping> found) {
        if (found.putIfAbsent(type, look(ConfigMappingLoader.ensureLoaded(type))) == null) {
            for (ConfigMappingMetadata part : ConfigMappingLoader.getConfigMappingsMetadata(type)) {
                addWithParts(part.getInterfaceType(), found);
            }
        }
    }

    private static List<Class<?>> roots() {
        try {
            List<Class<?>> roots = new ArrayList<>();
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (Field field : Class.forName(WRITTEN_DOWN, true, loader).getDeclaredFields()) {
                if (field.getType() == ConfigClass.class) {
                    field.setAccessible(true);
                    roots.add(((ConfigClass) field.get(null)).getType());
                }
            }
            return roots;
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("Quarkus has settings elsewhere than in " + WRITTEN_DOWN + ".", other);
        }
    }

    @SuppressWarnings("unchecked") // It is the method that all of them have.
    private static KnownMapping look(ConfigMappingImplementation mapping) {
        try {
            return new KnownMapping(
                    mapping.implementation().getDeclaredConstructor(ConfigMappingContext.class),
                    (Map<String, String>) mapping.getProperties().invoke());
        } catch (Throwable other) {
            throw new IllegalStateException(
                    mapping.implementation() + " isn't made as those of SmallRye Config 3.16.", other);
        }
    }
}
