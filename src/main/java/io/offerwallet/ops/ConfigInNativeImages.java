package io.offerwallet.ops;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.configuration.AbstractConfigBuilder;
import io.quarkus.runtime.configuration.NameIterator;
import io.quarkus.runtime.configuration.PropertiesUtil;
import io.smallrye.config.ConfigMappingContext;
import io.smallrye.config.ConfigMappingLoader;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.DefaultValuesConfigSource;
import io.smallrye.config.PropertyName;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has a native image read its settings in less time, which is half of its start. SmallRye Config 3.16 keeps defaults by names
 * with stars in a hash table in which all of them have the same hash, and compares each setting that isn't set with each of
 * them, and looks for constructors anew at every start; Quarkus 3.34 compares each name with each that it knows, takes it apart
 * anew for every comparison, and reads what is fixed since the build twice.
 */
final class ConfigInNativeImages {

    private ConfigInNativeImages() {}

    /** Looks defaults up by how their names begin. */
    @TargetClass(DefaultValuesConfigSource.class)
    @SuppressWarnings("NullAway.Init") // The fields are the target's.
    static final class Defaults {

        @Alias
        private Map<String, String> properties;

        @Alias
        private Map<PropertyName, String> wildcards;

        @Alias
        private boolean hasProfiledName;

        @Substitute
        public @Nullable String getValue(String name) {
            if (!hasProfiledName && name.startsWith("%")) {
                return null;
            }
            String value = properties.get(name);
            return value == null ? WildcardDefaults.of(wildcards).find(name) : value;
        }
    }

    /** Looks at first letters first. */
    @TargetClass(PropertiesUtil.class)
    static final class Names {

        @Substitute
        public static boolean isMapped(NameIterator name, String known) {
            return ConfigInNativeImages.isMapped(name, known);
        }
    }

    /** Doesn't read again at each start what is fixed since the build and has been read then. */
    @TargetClass(AbstractConfigBuilder.class)
    static final class Builder {

        @Substitute
        static void withMapping(SmallRyeConfigBuilder builder, ConfigClass mapping) {
            if (!builder.getMappingsBuilder().getMappingsInstances().containsKey(mapping)) {
                builder.withMapping(mapping);
            }
        }
    }

    /** Knows what implements settings, where method handles look for their methods among all of a class at every start. */
    @TargetClass(ConfigMappingLoader.class)
    static final class Loader {

        @Substitute
        static <T> Map<String, @Nullable String> configMappingProperties(Class<T> type) {
            return KnownMappings.properties(type);
        }

        @Substitute
        static <T> T configMappingObject(Class<T> type, ConfigMappingContext context) {
            return KnownMappings.make(type, context);
        }
    }

    /** Whether the part of a setting's name that comes next is that of a name we know, which may be a star. */
    static boolean isMapped(NameIterator name, String known) {
        String whole = name.getName();
        int from = name.getPosition() + 1;
        if (from < whole.length() && differ(whole.charAt(from), known.charAt(0))) {
            return false;
        }
        int end = name.getNextEnd();
        int length = end == 0 ? whole.length() : end - from;
        return PropertyName.equals(whole, from, length, known, 0, known.length());
    }

    private static boolean differ(char one, char other) {
        return one != other && one != '*' && other != '*';
    }
}
