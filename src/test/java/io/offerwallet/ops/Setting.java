package io.offerwallet.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One value that can be set, as the settings interfaces declare it.
 *
 * @param variable its environment variable, with {@code <NAME>} for the key of a map
 * @param path the methods that lead from the mapping to the value
 */
record Setting(String variable, List<Method> path) {

    static final String ANY_NAME = "<NAME>";

    static List<Setting> of(Class<?> mapping) {
        List<Setting> found = new ArrayList<>();
        collect(found, mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, List.of());
        return found;
    }

    private static void collect(List<Setting> found, String prefix, Class<?> group, List<Method> path) {
        for (Method method : group.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue; // It says something of settings; it is none.
            }
            List<Method> longer = new ArrayList<>(path);
            longer.add(method);
            String name = prefix + "." + method.getName();
            Type type = method.getGenericReturnType();
            if (method.getReturnType() == Map.class) {
                Class<?> entry = (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[1];
                collect(found, name + "." + ANY_NAME, entry, longer);
            } else if (type instanceof Class<?> nested && nested.isInterface()) {
                collect(found, name, nested, longer);
            } else {
                found.add(new Setting(variable(name), longer));
            }
        }
    }

    /** Capitals and dots become underscores; what stands for a name stays as it is. */
    private static String variable(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[.-]", "_");
    }

    Method leaf() {
        return path.get(path.size() - 1);
    }

    Class<?> mapping() {
        return path.get(0).getDeclaringClass();
    }

    Class<?> declaringType() {
        return leaf().getDeclaringClass();
    }

    Optional<String> defaultValue() {
        return Optional.ofNullable(leaf().getAnnotation(WithDefault.class)).map(WithDefault::value);
    }

    /** The type of the value, an Optional's content rather than the Optional. */
    Type type() {
        Type type = leaf().getGenericReturnType();
        return leaf().getReturnType() == Optional.class ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    }

    /** The variable as somebody would set it who calls his client {@code name}. */
    String variableFor(String name) {
        return variable.replace(ANY_NAME, name);
    }

    /** What the mapping gives for this setting; maps are asked for {@code name}. */
    Object readFrom(Object mapping, String name) {
        Object at = mapping;
        for (Method step : path) {
            at = called(step, at);
            if (at instanceof Map<?, ?> map) {
                at = map.get(name);
            } else if (at instanceof Optional<?> optional) {
                at = optional.orElse(null);
            }
            if (at == null) {
                return "nothing";
            }
        }
        return at;
    }

    private static Object called(Method step, Object group) {
        try {
            return step.invoke(group);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Settings interfaces are public.", impossible);
        }
    }

    @Override
    public String toString() {
        return variable + " "
                + Arrays.toString(path.stream().map(Method::getName).toArray());
    }
}
