package io.offerwallet.ops;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Javadoc of every method of a settings interface, as the source file has it. */
final class SettingsJavadoc {

    private final Map<String, String> byMethod = new LinkedHashMap<>();

    private SettingsJavadoc() {}

    static SettingsJavadoc of(Class<?> mapping) {
        SettingsJavadoc javadoc = new SettingsJavadoc();
        Path source = Path.of("src/main/java", mapping.getName().replace('.', '/') + ".java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
            DocTrees docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                javadoc.new Methods(docs).scan(unit, "");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return javadoc;
    }

    /** The text on one line, without the stars; empty if there is none. */
    String of(Setting setting) {
        return byMethod.getOrDefault(
                key(setting.declaringType().getSimpleName(), setting.leaf().getName()), "");
    }

    /** Where the method stands among the others of its file. */
    int positionOf(Setting setting) {
        return List.copyOf(byMethod.keySet())
                .indexOf(key(
                        setting.declaringType().getSimpleName(), setting.leaf().getName()));
    }

    private static String key(String type, String method) {
        return type + "." + method;
    }

    private final class Methods extends TreePathScanner<Void, String> {
        private final DocTrees docs;

        Methods(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            return super.visitClass(type, type.getSimpleName().toString());
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            String text = docs.getDocComment(getCurrentPath());
            byMethod.put(
                    key(type, method.getName().toString()),
                    text == null ? "" : text.strip().replaceAll("\\s+", " "));
            return super.visitMethod(method, type);
        }
    }
}
