package io.offerwallet.cache;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Caffeine has a generated class for every combination of features and loads it by name, which a native image must be
 * told of. Quarkus registers the combinations its own caches use; ours is that of the purges (expiry after write), with its entries. One
 * that is missing stops the start with an IllegalStateException that names it.
 */
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSW", "com.github.benmanes.caffeine.cache.PSW"})
final class CaffeineInNativeImages {

    private CaffeineInNativeImages() {}
}
