/**
 * The one door to the Kubernetes API server: every request carries the incident's Audit-ID, every change is checked against
 * the resourceVersion that it was decided on, and leaves a Kubernetes Event.
 *
 * <p>Refuses to change a field that is not named in a plan. Start at {@link io.hikeshi.functions.cluster.ObjectPatch}.
 */
@NullMarked
package io.hikeshi.functions.cluster;

import org.jspecify.annotations.NullMarked;
