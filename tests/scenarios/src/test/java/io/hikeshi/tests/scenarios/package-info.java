/** The packaged product, each part a process of its own, against real servers: a death goes in, an action comes out. */
@NullMarked
package io.hikeshi.tests.scenarios;

import org.jspecify.annotations.NullMarked;
