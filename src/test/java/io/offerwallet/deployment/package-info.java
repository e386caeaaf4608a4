/** What is under deployment/, held against the application and against what Kubernetes takes. */
@NullMarked
package io.offerwallet.deployment;

import org.jspecify.annotations.NullMarked;
