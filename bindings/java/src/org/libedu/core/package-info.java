/** The core model: what a document says about a learner, as typed objects over {@link org.libedu.Node}. */
package org.libedu.core;
