package org.libedu;

import java.util.concurrent.atomic.AtomicLong;

/*
 * A native document and how many calls work on it. Closing waits for none of them: it forbids new calls,
 * and whoever leaves last frees the document. It must not refer to the Document it belongs to.
 */
final class Handle implements Runnable {
	private static final long CLOSED = Long.MIN_VALUE;

	private final long pointer;
	private final AtomicLong calls = new AtomicLong();   // plus CLOSED once it is closed

	Handle(long pointer) {
		this.pointer = pointer;
	}

	/* The native document; good until leave(). */
	long enter() {
		long now;
		do {
			now = calls.get();
			if (now < 0)
				throw new IllegalStateException("document is closed");
		} while (!calls.compareAndSet(now, now + 1));
		return pointer;
	}

	void leave() {
		if (calls.decrementAndGet() == CLOSED)
			NativeJNI.edb_close(pointer);
	}

	boolean isClosed() {
		return calls.get() < 0;
	}

	/* Closes it; may be called again. */
	@Override
	public void run() {
		long now;
		do {
			now = calls.get();
			if (now < 0)
				return;
		} while (!calls.compareAndSet(now, now + CLOSED));
		if (now == 0)
			NativeJNI.edb_close(pointer);
	}
}
